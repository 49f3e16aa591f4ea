import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { format, formatWithOptions, inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { hostClock } from '../../src/host.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createRedactor, Secret } from '../../src/vault/secret.ts'

const value = 'tok-5f1c2e9b77aa'
const secret = () => new Secret(() => value)

const printed = (print: (console: Console) => void) => {
  let out = ''
  const sink = new Writable({
    write: (chunk, _, done) => {
      out += String(chunk)
      done()
    },
  })
  print(new Console({ stdout: sink, stderr: sink, inspectOptions: { showHidden: true, depth: 9 } }))
  return out
}

const ways: Readonly<Record<string, (one: Secret) => string>> = {
  String: (one) => String(one),
  template: (one) => `${one}`,
  concatenation: (one) => String(Reflect.apply(String.prototype.concat, 'x', [one, one])),
  JSON: (one) => JSON.stringify({ one, list: [one], deep: { one } }),
  inspect: (one) => inspect({ one }, { showHidden: true, depth: 9, showProxy: true, getters: true }),
  'inspect without custom': (one) => inspect(one, { customInspect: false, showHidden: true, depth: 9 }),
  format: (one) => format('%s %o %O %j', one, one, one, one),
  formatWithOptions: (one) => formatWithOptions({ showHidden: true }, '%O', { one }),
  console: (one) => printed((console) => console.log(one, { one }, [one])),
  'console.dir': (one) => printed((console) => console.dir({ one }, { customInspect: false, showHidden: true })),
  'console.table': (one) => printed((console) => console.table([{ one }])),
  spread: (one) => JSON.stringify({ ...one }),
  entries: (one) => JSON.stringify([Object.entries(one), Object.getOwnPropertyNames(one), Reflect.ownKeys(one)]),
  descriptors: (one) => inspect(Object.getOwnPropertyDescriptors(one), { showHidden: true, depth: 9 }),
  'structured clone': (one) => inspect(structuredClone(one)),
  'an error about it': (one) => inspect(new Error(`cannot use ${one}`, { cause: { one } })),
  'an error that carries it': (one) => inspect(Object.assign(new Error('no'), { one })),
  locale: (one) => one.toLocaleString(),
  date: (one) => String(one[Symbol.toPrimitive]()),
  list: (one) => [one, one].join(),
  map: (one) => inspect(new Map([[one, one]]), { showHidden: true }),
  proxy: (one) => inspect(new Proxy(one, {}), { showProxy: true, showHidden: true }),
}

describe('a secret is never printed', () => {
  test.for(Object.entries(ways))('by %s', ([, print]) => {
    expect(print(secret())).not.toContain(value)
  })

  test('which these ways would do with an object that does not hide it', () => {
    const plain = Object.assign(new (class Plain {})(), { value, toString: () => value }) as unknown as Secret
    const seen = Object.entries(ways).filter(
      ([name, print]) => !/clone|date/.test(name) && !print(plain).includes(value),
    )
    expect(seen).toEqual([])
  })

  test('and says that there is one', () => {
    expect([`${secret()}`, JSON.stringify(secret()), inspect(secret())]).toEqual([
      '[redacted]',
      '"[redacted]"',
      '[redacted]',
    ])
  })

  test('only reveal gives it, at each use anew', () => {
    let now = 'old-value'
    const one = new Secret(() => now)
    expect(one.reveal()).toBe('old-value')
    now = 'new-value'
    expect(one.reveal()).toBe('new-value')
  })
})

describe('the last pass', () => {
  const knowing = (...values: readonly string[]) => {
    const redactor = createRedactor()
    for (const one of values) redactor.add(new Secret(() => one))
    return redactor
  }

  test('hides each value, wherever it stands and as often', () => {
    expect(knowing(value).redact(`${value}, "${value}" and x${value}y`)).toBe(
      '[redacted], "[redacted]" and x[redacted]y',
    )
  })

  test('hides the longer of two that overlap whole', () => {
    expect(knowing('abcdef', 'abcdef-ghijkl').redact('abcdef-ghijkl abcdef')).toBe('[redacted] [redacted]')
  })

  test('takes a value as text, not as an expression', () => {
    expect(knowing('a.c+e$&(x').redact('a.c+e$&(x abcce')).toBe('[redacted] abcce')
    expect(knowing('$&$1$$dollars').redact('<$&$1$$dollars>')).toBe('<[redacted]>')
  })

  const coded: Readonly<Record<string, (text: string) => string>> = {
    JSON: (text) => JSON.stringify({ text }),
    'JSON in JSON': (text) => JSON.stringify({ text: JSON.stringify({ text }) }),
    'JSON safe inside HTML': (text) =>
      text.replaceAll(/["\\<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16).toUpperCase()}`),
    'the same in JSON': (text) =>
      JSON.stringify(text.replaceAll(/["\\<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)),
    'a query': (text) => new URL(`https://x.example/?q=${encodeURIComponent(text)}`).href,
    'a form': (text) => new URLSearchParams({ text }).toString(),
    'small digits': (text) => encodeURIComponent(text).replaceAll(/%../g, (hex) => hex.toLowerCase()),
    'a password in a URL': (text) =>
      Object.assign(new URL('https://x.example'), { username: 'u', password: text }).href,
    base64url: (text) => Buffer.from(text).toString('base64url'),
    'base64 in a query': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
    ...Object.fromEntries(
      [0, 1, 2, 3, 4].flatMap((before) =>
        [0, 1, 2].map((after) => [
          `base64 with ${before} before and ${after} behind`,
          (text: string) => Buffer.from(`${'u'.repeat(before)}${text}${'v'.repeat(after)}`).toString('base64'),
        ]),
      ),
    ),
  }
  const hard = ['a"b\\c/d+e=f', 'p\\"q<r>&s?', 'ünder"schärfe\\n', 'tok-5f1c2e9b77aa', "x'y!(z)*~w"]
  test.for(Object.entries(coded))('hides a value in %s, and leaves what stands around it', ([, encode]) => {
    for (const one of hard) {
      const text = knowing(one).redact(`before ${encode(one)} behind`)
      expect(text, encode(one)).toContain('[redacted]')
      expect(text).toMatch(/^before .* behind$/)
      // Nothing is left from which the value, or half of it, could be read.
      const left = text.replaceAll('[redacted]', '').slice('before '.length, -' behind'.length)
      expect(left.length, left).toBeLessThan(encode(one).length - one.length / 2)
      expect(Buffer.from(left, 'base64').toString()).not.toContain(one.slice(1, -1))
    }
  })

  test('hides a value with quotes in a line of the log, in a field and in the words of an error', () => {
    for (const one of hard) {
      const lines: string[] = []
      const log = createLog({ level: 'info', redactor: knowing(one), clock: hostClock }, (line) => lines.push(line))
      log.warn('a', { text: `got ${one}` }, new Error(`said ${JSON.stringify({ one })}`))
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ text: 'got [redacted]' })
      expect(lines[0]).not.toContain(JSON.stringify(one).slice(1, -1))
      expect(lines[0]?.match(/\[redacted\]/g)?.length).toBeGreaterThan(1)
    }
  })

  test('leaves what is too short to be one', () => {
    expect(knowing('', 'abc', '12345').redact('abc 12345')).toBe('abc 12345')
  })

  test('remembers former values of a file, also when it is gone', () => {
    let read = () => 'former-value'
    const redactor = createRedactor()
    redactor.add(new Secret(() => read()))
    expect(redactor.redact('former-value')).toBe('[redacted]')
    read = () => 'later-value'
    expect(redactor.redact('former-value later-value')).toBe('[redacted] [redacted]')
    read = () => {
      throw new Error('gone')
    }
    expect(redactor.redact('former-value later-value')).toBe('[redacted] [redacted]')
  })

  test('is over every line of the log', () => {
    const lines: string[] = []
    const redactor = knowing(value)
    const log = createLog({ level: 'info', redactor, clock: hostClock }, (line) => lines.push(line))
    log.warn('a.token', { text: `got ${value}` }, new Error(`with ${value}`, { cause: new Error(value) }))
    expect(lines.join('')).toContain('a.token')
    expect(lines.join('')).not.toContain(value)
  })
})
