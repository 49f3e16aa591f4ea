import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Principal } from '../../src/policy/person.ts'

const count = 10

/** Ten people who may change rules, counted from 0. */
export const operator = (n: number): Principal => ({
  id: `play:op${n}`,
  name: `Operator ${n}`,
  email: `op${n}@acme.example`,
  kind: 'play',
})
export const operators = Array.from({ length: count }, (_, n) => operator(n))

/** How the processes of one test find Rudder, people and the store: what a child is given in its environment. */
export interface Ballot {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
}

/** Writes the settings of the ten into the folder; rules that reach 30 nodes need two of them. */
export const writeSettings = (folder: string, url: string): void =>
  writeFileSync(
    join(folder, 'coxswain.yml'),
    `
connections:
  rudder/prod:
    url: ${url}
    tokens:
      - { name: reader, secret: env:BALLOT_READ, scopes: [rudder:*:read] }
      - { name: writer, secret: env:BALLOT_WRITE, scopes: [rudder:rules:write] }
groups:
  - name: operators
    description: They change rules
    api_scopes: [rudder:*:read, rudder:rules:write]
    includes: [${operators.map(({ email }) => email).join(', ')}]
approvals:
  - { scopes: [rudder:rules:write], people: 2, when: { nodes: 30 } }
identity:
  domains: [acme.example]
`,
  )
