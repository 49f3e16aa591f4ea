import type { RudderState } from '../truth/raw.ts'

const digitless = (text: string) => text.replace(/\s+/gu, ' ')

/** Everything that is called something, whose digits are part of a name or of what an agent says. */
export const namesIn = (state: RudderState): ReadonlySet<string> =>
  new Set([
    ...[...state.rules, ...state.directives, ...state.groups, ...state.changeRequests].flatMap((one) => [
      String(one.displayName),
      ...(typeof one.id === 'string' ? [one.id] : []),
    ]),
    ...state.changeRequests.flatMap(({ description, id }) => [description, `#${id}`]),
    ...state.directives.flatMap(({ components, techniqueName }) => [...components, techniqueName]),
    ...state.categories.flatMap(({ name, id }) => [name, id]),
    ...state.techniques.flatMap(({ name, id }) => [name, id]),
    ...[...state.nodes, ...state.pendingNodes].flatMap(({ hostname, id, ipAddresses, os }) => [
      ...[hostname, id, ...ipAddresses, os.fullName],
      ...[hostname.split('.')[0] ?? '', `.${hostname.split('.').slice(1).join('.')}`],
      `${/^[^.\d]*/.exec(hostname)?.[0]}*.${hostname.split('.').slice(1).join('.')}`,
    ]),
    ...state.findings.map(({ message }) => digitless(message)),
    ...state.properties.flatMap(({ id, description }) => [id, description]),
    ...state.rules.flatMap(({ tags }) => tags.flatMap((tag) => Object.entries(tag).flat())),
  ])
