import type { SettingsPart } from './local-system.ts'

/** The settings file of the playground: what the local systems say, and who owns the bot. */
export const settingsFile = (parts: readonly SettingsPart[]): string => `connections:${joined(parts, 'connections')}

groups:
  - name: everybody
    description: Anybody of Acme may look.
    owner: marc@acme.example
    api_scopes: [${parts.flatMap(({ everybody }) => everybody).join(', ')}]
    includes: "*"${joined(parts, 'groups')}
  - name: owners
    description: They may stop all changes, mute alerts, and see how the bot is.
    owner: marc@acme.example
    api_scopes: [cox:lock:write, cox:mute:write, cox:status:read]
    includes: [marc@acme.example]

approvals:${joined(parts, 'approvals')}

identity:
  domains: [acme.example]
`

const joined = (parts: readonly SettingsPart[], key: 'connections' | 'groups' | 'approvals') =>
  parts.map((part) => part[key]).join('')
