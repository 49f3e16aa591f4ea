interface Named {
  readonly id: string
}
type Arguments = Readonly<Record<string, unknown>>

/** The paths of Rudder's pages of one object, below its web address (LinkUtil in JsInitContextLinkUtil.scala, 7.3 to 9.2). */
const pages: Readonly<Record<string, (id: string, version: number) => string>> = {
  // It moved in 8.3 (API 21).
  request: (id, version) =>
    `secure/${version < 21 ? 'plugins' : 'configurationManager'}/changes/changeRequest/${encodeURIComponent(id)}`,
  rule: (id) => `secure/configurationManager/ruleManagement/rule/${encodeURIComponent(id)}`,
  directive: (id) => `secure/configurationManager/directiveManagement#${fragment({ directiveId: id })}`,
  group: (id) => `secure/nodeManager/groups#${fragment(id.includes(':') ? { target: id } : { groupId: id })}`,
  node: (id) => `secure/nodeManager/node/${encodeURIComponent(id)}`,
}

/** As these pages read it: `JSON.parse(decodeURI(…))`. */
const fragment = (value: Readonly<Record<string, string>>): string => encodeURI(JSON.stringify(value))

/** The path of the page of the object that a command is about, by its arguments; undefined if it is about no one object. */
export const pageOf = (args: Arguments, source: string): string | undefined => {
  const version = Number(source.split(' ').at(-1))
  for (const [kind, page] of Object.entries(pages)) {
    const named = args[kind]
    if (isNamed(named)) return page(named.id, version)
  }
  return undefined
}

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && value.id !== ''
