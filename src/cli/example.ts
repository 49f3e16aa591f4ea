import type { System } from '../systems/system.ts'

/** The same part of every system, below its key; nothing if none has it. */
const section = (key: string, parts: readonly string[]): string => {
  const text = parts.map((part) => part.replace(/^\n/, '')).join('')
  return text === '' ? '' : `${key}:\n${text}\n`
}

/** A complete settings file with a connection of each of these systems, as the page of settings shows it. */
export const exampleSettings = (systems: readonly System[]): string => {
  const everybody = `  - name: everybody
    description: Anybody of Acme may look.
    owner: marc@acme.net
    api_scopes: [${systems.map(({ name }) => `${name}:*:read`).join(', ')}]
    includes: "*"
`
  const parts = [
    section(
      'connections',
      systems.map(({ example }) => example.connections),
    ),
    section('groups', [everybody, ...systems.map(({ example }) => example.groups)]),
    section(
      'approvals',
      systems.map(({ example }) => example.approvals),
    ),
  ]
  // A login matters only if a system opens changes of its own, which their author may not approve.
  const logins = systems
    .filter(({ changeProcess }) => changeProcess !== undefined)
    .map(({ name }) => `    ${name}: { amartin: ana@acme.net }\n`)
    .join('')
  return `# yaml-language-server: $schema=docs/coxswain.schema.json
${parts.join('')}identity:
  domains: [acme.net]
  people:
    ana@acme.net: [ana.admin@acme.net]
${logins && `  logins:\n${logins}`}
slack:
  word: coxswain
  shared: [C0456EFGH]
  operators: C0789IJKL
`
}
