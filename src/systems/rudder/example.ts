import type { Example } from '../setup.ts'

/** One Rudder on which operators enable and disable rules, two of them together if much depends on it. */
export const example: Example = {
  connections: `
  rudder/prod:
    url: https://rudder.acme.net/rudder
    web: https://rudder.acme.net/rudder
    default: true
    channels: [C0123ABCD]
    tokens:
      - name: reader
        secret: env:RUDDER_READ_TOKEN
        scopes: [rudder:*:read]
      - name: writer
        secret: env:RUDDER_WRITE_TOKEN
        scopes: [rudder:rules:write]
`,
  groups: `
  - name: rudder-operators
    description: They may enable and disable rules on prod.
    owner: marc@acme.net
    api_scopes: [rudder:*:read, rudder:rules:write]
    includes: [ana@acme.net, marc@acme.net, cli:root]
    connections: [rudder/prod]
`,
  approvals: `
  - scopes: [rudder:rules:write]
    people: 2
    connections: [rudder/prod]
    when: { nodes: 50, tags: [critical=yes] }
`,
}
