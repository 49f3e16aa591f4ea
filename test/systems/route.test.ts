import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { createTransport } from '../../src/systems/http.ts'
import { routeOf } from '../../src/systems/route.ts'
import { testWorld } from '../world.ts'

const make = (url: string, more: object = {}) => createTransport({ id: 'rudder/prod', url, ...more }, testWorld())

describe('a token goes over https or to this machine', () => {
  test.for([
    'https://rudder.example/rudder',
    'http://127.0.0.1:80/x',
    'http://127.8.9.1/',
    'http://[::1]:8080',
    'http://localhost/',
  ])('%s', async (url) => {
    await make(url).close()
  })

  test.for([
    'http://rudder.example/rudder',
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'http://localhost.example/',
    'http://127.0.0.1.example/',
    'http://[::2]/',
    'ftp://localhost/',
    'rudder.example',
    'https://user:secret@rudder.example/',
    'https://rudder.example/?token=1',
    'https://rudder.example/#x',
  ])('not %s', (url) => {
    expect(() => make(url)).toThrow(UserError)
    expect(() => make(url)).toThrow(/rudder\/prod.*\. [A-Z]|rudder\/prod must/)
  })

  test('and loopback never through a proxy', () => {
    const through = (url: string) => routeOf('rudder/prod', url, 1, {}, 'http://proxy.example:3128').proxy?.url.host
    expect(through('http://localhost/')).toBeUndefined()
    expect(through('https://127.0.0.1/')).toBeUndefined()
    expect(through('https://rudder.example/')).toBe('proxy.example:3128')
  })
})

describe('settings of TLS that would not do what they say', () => {
  test.for([
    { tls: { pin: 'sha256//short=' } },
    { tls: { pin: 'SHA256:abc' } },
    { tls: { ca: 'not PEM' } },
    { tls: { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' } },
    { proxy: 'proxy.example:3128' },
    { proxy: 'socks5://proxy.example' },
  ])('%j', (more) => {
    expect(() => make('https://rudder.example/', more)).toThrow(UserError)
  })

  test('a pin for http', () => {
    expect(() => make('http://localhost/', { tls: { pin: `sha256//${'A'.repeat(43)}=` } })).toThrow(UserError)
  })

  test('taking any certificate is loud', () => {
    const world = testWorld()
    createTransport({ id: 'rudder/prod', url: 'https://rudder.example/', tls: { insecure: true } }, world)
    expect(world.lines).toMatchObject([{ level: 'warn', event: 'tls.insecure', fields: { connection: 'rudder/prod' } }])
  })
})
