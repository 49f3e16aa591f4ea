/** A complete settings file; the page of settings shows it and a test reads it. */
export const example = `# yaml-language-server: $schema=docs/coxswain.schema.json
connections:
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

groups:
  - name: everybody
    description: Anybody of Acme may look.
    owner: marc@acme.net
    api_scopes: [rudder:*:read]
    includes: "*"
  - name: rudder-operators
    description: They may enable and disable rules on prod.
    owner: marc@acme.net
    api_scopes: [rudder:*:read, rudder:rules:write]
    includes: [ana@acme.net, marc@acme.net, cli:root]
    connections: [rudder/prod]

approvals:
  - scopes: [rudder:rules:write]
    people: 2
    connections: [rudder/prod]
    when: { nodes: 50, tags: [critical=yes] }

identity:
  domains: [acme.net]
  people:
    ana@acme.net: [ana.admin@acme.net]
  logins:
    rudder: { amartin: ana@acme.net }

slack:
  word: coxswain
  shared: [C0456EFGH]
  operators: C0789IJKL
`
