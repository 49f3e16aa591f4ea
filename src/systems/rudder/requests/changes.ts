import { quoted } from '../../../quoted.ts'
import { tagWords } from '../groups/reach.ts'
import type { ChangeRequest, Rule } from '../shapes/index.ts'
import type { ChangeKind, ObjectChange } from '../shapes/request.ts'
import { type ChangeLine, modifiedLines, unreadable, wholeLines } from './change-lines.ts'
import { type ChangeNames, type NamesApi, nameIn, namesFor } from './change-names.ts'
import { askedThrough } from './requests.ts'

/** One object that a change request changes. */
export interface Changed {
  /** `rule “SSH hardening”` */
  readonly object: string
  readonly became: 'changed' | 'created' | 'deleted' | typeof unreadable
  readonly lines: readonly ChangeLine[]
}

const what: Readonly<Record<ChangeKind, string>> = {
  rules: 'rule',
  directives: 'directive',
  groups: 'group',
  parameters: 'global property',
}

const objectWords = (object: ObjectChange): string => {
  const name = nameIn(object)
  return name === '' ? `unknown ${what[object.kind]}` : `${what[object.kind]} ${quoted(name)}`
}

/**
 * What a change request is about: its title. If it has none, or if Coxswain opened it, so that its title is only a number:
 * the objects that it changes.
 */
export const aboutOf = (request: ChangeRequest): string => {
  const objects = request.changes.objects.map((object) => {
    const became = { create: ' (create)', delete: ' (delete)' }[object.action] ?? ''
    return `${objectWords(object)}${became}`
  })
  const isUntitled = request.displayName.trim() === '' || askedThrough(request) !== undefined
  return (isUntitled && objects.join(', ')) || request.displayName || 'no title'
}

/** What a change request would change, object by object, with names for ids, including objects that could not be read. */
export const changesOf = async (
  api: NamesApi,
  { changes: { objects, isComplete } }: Pick<ChangeRequest, 'changes'>,
): Promise<readonly Changed[]> => {
  const names = await namesFor(api, objects)
  const isAll = isComplete && objects.length > 0
  const rest: Changed = { object: objects.length > 0 ? 'something else' : 'something', became: unreadable, lines: [] }
  return [...objects.map((object) => changedOf(object, names)), ...(isAll ? [] : [rest])]
}

const changedOf = (object: ObjectChange, names: ChangeNames): Changed => {
  const common = { object: objectWords(object) }
  switch (object.action) {
    case 'modify':
      return { ...common, became: 'changed', lines: modifiedLines(object, names) }
    case 'create':
      return { ...common, became: 'created', lines: wholeLines(object, names) }
    case 'delete':
      return { ...common, became: 'deleted', lines: wholeLines(object, names) }
    default:
      return { ...common, became: unreadable, lines: [] }
  }
}

/** Whether everything could be read, so that what is shown is what would be written. */
export const isReadable = (changed: readonly Changed[]): boolean =>
  changed.every(({ became, lines }) => became !== unreadable && lines.every(({ isRead }) => isRead !== false))

/** A list for each object: one line for each part, or each element that is added or removed. */
export const changeLists = (changed: readonly Changed[]) =>
  changed.map(({ object, became, lines }) => ({
    title: `${object.charAt(0).toUpperCase()}${object.slice(1)}: ${became}`,
    items: lines.map(({ name, text }) => (name === undefined ? text : { name, text })),
  }))

/** Notes on what Rudder never reports of a change request, or not in this version, and on the current tags of its rules. */
export const unreportedNote = (
  { changes: { objects } }: Pick<ChangeRequest, 'changes'>,
  rules: readonly Rule[],
): readonly string[] => {
  const modified = objects.filter(({ action }) => action === 'modify')
  const tagged = modified.some(({ kind }) => kind === 'rules' || kind === 'directives')
  const filed = modified.some(({ kind, parts }) => kind === 'rules' && !Object.hasOwn(parts, 'categoryId'))
  const parts = [...(tagged ? ['tags'] : []), ...(filed ? ['the category of a rule'] : [])]
  return parts.length === 0
    ? []
    : [
        `Rudder doesn't report changes of ${parts.join(' or ')} in a change request, so they aren't shown here.`,
        ...modified.filter(({ kind }) => kind === 'rules').flatMap(({ id }) => tagsNow(id, rules)),
      ]
}

const tagsNow = (id: string | undefined, rules: readonly Rule[]): readonly string[] =>
  rules
    .filter((rule) => rule.id === id && rule.tags.length > 0)
    .map(({ displayName, tags }) => `Tags of the rule ${quoted(displayName)} now: ${tagWords(tags).join(', ')}.`)
