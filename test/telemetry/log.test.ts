import { describe, expect, test } from 'vitest'
import { SystemError } from '../../src/errors.ts'
import { mostLines } from '../../src/telemetry/flood.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createRedactor } from '../../src/vault/secret.ts'

const minute = 60_000

/** A log in memory, at a time that a test sets. */
const logAt = (level = 'info') => {
  const clock = { time: 0, now: () => clock.time }
  const written: string[] = []
  const program = { version: '1.2.3', replica: 'R1' }
  const log = createLog({ level, redactor: createRedactor(), clock, program }, (line) => written.push(line))
  const lines = () => written.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
  return { log, clock, lines, bytes: () => written.join('').length }
}

describe('a log line', () => {
  test('has the name of its level, the version and the replica', () => {
    const { log, lines } = logAt()
    log.info('started', { ops: 'x' })
    log.warn('slack', {}, new SystemError({ connection: 'a/b', endpoint: 'GET /x', kind: 'timeout', request: 'R7' }))
    expect(lines()).toMatchObject([
      { level: 'info', version: '1.2.3', replica: 'R1', msg: 'started', ops: 'x' },
      { level: 'warn', version: '1.2.3', replica: 'R1', msg: 'slack', kind: 'timeout', request: 'R7' },
    ])
  })

  test('has the fields of the work that it belongs to, and of no other that runs at the same time', async () => {
    const { log, lines } = logAt()
    let go = () => {}
    const both = new Promise<void>((resolve) => {
      go = resolve
    })
    const work = (run: string) =>
      log.during({ run }, async () => {
        await both
        log.during({ proposal: `${run}p` }, () => log.info('step'))
        log.info('command')
      })
    const done = Promise.all([work('a'), work('b')])
    log.info('apart')
    go()
    await done
    const seen = lines().map(({ msg, run, proposal }) => [msg, run, proposal])
    expect(seen[0]).toEqual(['apart', undefined, undefined])
    for (const run of ['a', 'b']) {
      expect(seen).toContainEqual(['step', run, `${run}p`])
      expect(seen).toContainEqual(['command', run, undefined])
    }
  })

  test('is written at debug only if that is asked for', () => {
    const quiet = logAt()
    quiet.log.debug('request')
    expect(quiet.lines()).toEqual([])
    const loud = logAt('debug')
    for (let i = 0; i <= mostLines; i++) loud.log.debug('request')
    expect(loud.lines()).toHaveLength(mostLines + 1)
  })
})

describe('a flood', () => {
  test('of one event stops at its limit, and the number that is missing is said a minute later', () => {
    const { log, clock, lines } = logAt()
    for (let i = 0; i < 1201; i++) log.info('command')
    log.info('other')
    expect(lines()).toHaveLength(mostLines + 1)
    clock.time = minute
    log.info('other')
    expect(lines().slice(-2)).toMatchObject([
      { level: 'warn', msg: 'log.withheld', event: 'command', lines: 1201 - mostLines },
      { msg: 'other' },
    ])
    log.info('command')
    expect(lines().at(-1)).toMatchObject({ msg: 'command' })
  })

  test('is reported at the end as well, and a clock that goes back withholds nothing', () => {
    const { log, clock, lines } = logAt()
    clock.time = minute
    for (let i = 0; i <= mostLines; i++) log.info('command')
    log.end()
    expect(lines().at(-1)).toMatchObject({ msg: 'log.withheld', lines: 1 })
    clock.time = 0
    log.info('command')
    expect(lines().at(-1)).toMatchObject({ msg: 'command' })
  })

  test('of one error has its stack once in ten minutes, and its message each time', () => {
    const { log, clock, lines, bytes } = logAt()
    const failing = (n: number) => new Error(`no room for ${n}`)
    for (let i = 0; i < 1201; i++) {
      clock.time = i * 100
      log.error('store', { trouble: 'full' }, failing(i))
    }
    const errors = lines().filter(({ msg }) => msg === 'store')
    expect(errors.filter(({ stack }) => stack !== undefined)).toHaveLength(1)
    expect(errors[1]).toMatchObject({ error: 'Error: no room for 1' })
    expect(bytes()).toBeLessThan(80_000)
    clock.time = 20 * minute
    log.error('store', {}, failing(0))
    expect(lines().at(-1)).toHaveProperty('stack')
  })
})
