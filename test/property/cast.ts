import type { Principal } from '../../src/policy/person.ts'

/** Who takes part, by the word that a step uses. */
export const cast = {
  ana: { id: 'play:ana', name: 'Ana', email: 'ana@acme.example', kind: 'play' },
  /** Another account of Ana's: it may what she may, and is not one more person. */
  phone: { id: 'play:ana-phone', name: 'Ana (phone)', email: 'ana.phone@acme.example', kind: 'play' },
  marc: { id: 'play:marc', name: 'Marc', email: 'marc@acme.example', kind: 'play' },
  otto: { id: 'play:otto', name: 'Otto', email: 'otto@acme.example', kind: 'play' },
  rita: { id: 'play:rita', name: 'Rita', email: 'rita@acme.example', kind: 'play' },
  gus: { id: 'play:gus', name: 'Gus', email: 'gus@partner.example', kind: 'play' },
  root: { id: 'cli:root', name: 'cli:root', kind: 'cli' },
} as const satisfies Record<string, Principal>
export type Who = keyof typeof cast

/** The human behind each account, as the settings below say. */
export const humans: Readonly<Record<Who, string>> = {
  ana: 'ana@acme.example',
  phone: 'ana@acme.example',
  marc: 'marc@acme.example',
  otto: 'otto@acme.example',
  rita: 'rita@acme.example',
  gus: 'gus@partner.example',
  root: 'cli:root',
}

/** Who may change rules. */
export const operators: readonly Who[] = ['ana', 'phone', 'marc', 'otto', 'root']

/** Who may change rules and counts as one of several. */
export const counted: readonly string[] = operators.filter((who) => who !== 'root').map((who) => humans[who])

/** From how many nodes on two people are needed. */
export const manyNodes = 5

/** The settings file for this cast; the secrets are in the environment. */
export const settings = (url: string): string => `
connections:
  rudder/prod:
    url: ${url}
    default: true
    tokens:
      - { name: reader, secret: env:STAGE_READ, scopes: [rudder:*:read] }
      - { name: writer, secret: env:STAGE_WRITE, scopes: [rudder:rules:write, rudder:rule-set:write, rudder:group-set:write] }
groups:
  - { name: everybody, description: They look, owner: marc@acme.example, api_scopes: [rudder:*:read], includes: "*" }
  - name: operators
    description: They change rules
    owner: marc@acme.example
    api_scopes: [rudder:*:read, rudder:rules:write, rudder:rule-set:write, rudder:group-set:write]
    includes: [ana@acme.example, marc@acme.example, otto@acme.example, "cli:root"]
  - { name: owners, description: They lock, owner: marc@acme.example, api_scopes: [cox:lock:write], includes: [marc@acme.example] }
approvals:
  - { scopes: [rudder:rules:write, rudder:rule-set:write], people: 2, when: { nodes: ${manyNodes} } }
identity:
  domains: [acme.example]
  people: { ana@acme.example: [ana.phone@acme.example] }
`
