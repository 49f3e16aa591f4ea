import { expect, test } from 'vitest'
import { relationOf, type ServerFacts } from '../../src/run/same-server.ts'

const facts = (more: Partial<ServerFacts> = {}): ServerFacts => ({
  connection: 'rudder/a',
  url: 'https://a.net/rudder',
  name: null,
  instance: null,
  key: null,
  answered: true,
  isSet: true,
  ...more,
})
const other = (more: Partial<ServerFacts> = {}) =>
  facts({ connection: 'rudder/b', url: 'https://b.net/rudder', ...more })

test.each<[string, ServerFacts, ServerFacts, 'same' | 'other' | 'unknown']>([
  ['nothing in common', facts({ key: 'k' }), other({ key: 'l' }), 'other'],
  ['the same id', facts({ instance: 'x' }), other({ instance: 'x', answered: false }), 'same'],
  [
    'another id at the same host',
    facts({ instance: 'x' }),
    other({ instance: 'y', url: 'https://a.net/other' }),
    'other',
  ],
  ['another id with the same key', facts({ instance: 'x', key: 'k' }), other({ instance: 'y', key: 'k' }), 'other'],
  ['the same host, one id', facts({ instance: 'x' }), other({ url: 'https://A.net:443/other' }), 'same'],
  ['another port', facts({ url: 'http://127.0.0.1:8080' }), other({ url: 'http://127.0.0.1:8081' }), 'other'],
  [
    'two names of this machine',
    facts({ url: 'http://localhost:8080' }),
    other({ url: 'http://127.0.0.1:8080' }),
    'same',
  ],
  ['the same key', facts({ key: 'k' }), other({ key: 'k' }), 'same'],
  ['no keys', facts({ key: null }), other({ key: null }), 'other'],
  ['one that never answered', facts({ instance: 'x', key: 'k' }), other({ answered: false }), 'unknown'],
  ['named the same', facts({ name: 's', instance: 'x' }), other({ name: 's', instance: 'y' }), 'same'],
  ['named differently', facts({ name: 's', instance: 'x' }), other({ name: 't', instance: 'x' }), 'other'],
  ['one with a name', facts({ name: 's', instance: 'x' }), other({ instance: 'x' }), 'other'],
  ['another system', facts({ instance: 'x' }), other({ connection: 'redash/b', instance: 'x' }), 'other'],
  ['one connection at two addresses', facts(), facts({ url: 'https://moved.net', answered: false }), 'same'],
])('%s', (_, a, b, expected) => {
  for (const relation of [relationOf(a, b), relationOf(b, a)])
    expect(typeof relation === 'object' ? 'same' : relation).toBe(expected)
})
