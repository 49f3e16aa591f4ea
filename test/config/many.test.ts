import { expect, test } from 'vitest'
import { mistakesIn } from './setup.ts'

const yaml = `conections: {}
connections:
  rudder/prod:
    url: http://rudder.acme.net/rudder
    default: true
    tokns: []
    tokens:
      - name: reader
        secret: hunter2-in-clear
        scopes: [rudder:complience:read, "*"]
        only: { ruelId: [a] }
      - name: writer
        secret: env:RUDDER_WRITE_TOKN
        scopes: rudder:rules:write
  rudder/staging:
    url: https://ana:pa55word@staging.acme.net/rudder?x=1
    default: true
    tls: { pin: "abc", ca: file:/nowhere/ca.pem, insecure: yes }
    tokens:
      - { name: reader, secret: file:/nowhere/token, scopes: ["rudder:*:read"] }
  ruder/old:
    url: https://old.acme.net
  Rudder/Prod:
    url: https://x.acme.net
groups:
  - name: operators
    api_scopes: [rudder:rule:write, rudder:info:read]
    connections: [rudder/prd]
  - name: operators
    api_scopes: ["rudder:secrets:*"]
    includes: [ana@evil.net, marc]
approvals:
  - scopes: [rudder:rules:write]
    people: 11
    connections: [rudder/stagin]
    when: {}
identity:
  domains: [acme.net]
  people: { ana@acme.net: [bob@acme.net], bob@acme.net: [b@acme.net] }
`

test('one message names every mistake, each with its line and what is allowed', () => {
  const env = {
    RUDDER_WRITE_TOKEN: 'the-write-token-0123456789',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://root:s3cr3tpw@db',
  }
  const message = mistakesIn(yaml, env, { '.env': 'A=1\nwhat is this\n' })
  for (const secret of ['hunter2', 'pa55word', 's3cr3tpw', 'the-write-token']) expect(message).not.toContain(secret)
  expect(message).toMatchSnapshot()
})
