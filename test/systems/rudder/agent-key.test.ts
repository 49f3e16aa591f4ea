import { createHash, X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { expect, test } from 'vitest'
import { agentKeys } from '../../../src/systems/rudder/nodes/agent-key.ts'

const keysOf = (...cfengineKeys: string[]) => agentKeys({ managementTechnologyDetails: { cfengineKeys } })
const [one = '', two = ''] = rootCertificates
const printed = (pem: string) => `SHA-256 ${new X509Certificate(pem).fingerprint256}`

test('a certificate has the fingerprint that openssl prints', () => {
  expect(keysOf(one)).toEqual([printed(one)])
  expect(keysOf(`\n${one.replaceAll('\n', '\r\n')}\n`)).toEqual([printed(one)])
})

test('no part of what is reported is left out', () => {
  expect(keysOf(one, two)).toEqual([printed(one), printed(two)])
  expect(keysOf(`${one}\n${two}`)).toEqual([printed(one), printed(two)])
  expect(keysOf('not PEM')).not.toEqual(keysOf('not PEM either'))
  expect(keysOf('not PEM')).toHaveLength(1)
})

test('an old public key has one too, and without a key there is none', () => {
  const der = Buffer.from('a public key')
  const pem = `-----BEGIN RSA PUBLIC KEY-----\n${der.toString('base64')}\n-----END RSA PUBLIC KEY-----`
  const hex = createHash('sha256').update(der).digest('hex')
  expect(
    keysOf(pem)[0]
      ?.replaceAll(/SHA-256 |:/g, '')
      .toLowerCase(),
  ).toBe(hex)
  expect(agentKeys({})).toEqual([])
  expect(keysOf()).toEqual([])
})
