import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startPlay } from 'play/systems'
import { expect, onTestFinished, test } from 'vitest'
import { holdAlone } from '../../src/store/alone.ts'
import { coxswain } from './coxswain.ts'

const inFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** When the bot in that folder believes that its newest backup was taken. */
const noteIn = async (cwd: string): Promise<number> => {
  const database = new DatabaseSync(join(cwd, '.coxswain', 'coxswain.db'))
  const row = database.prepare('select backup_at from checkup').get()
  database.close()
  return Number(row?.backup_at)
}

// Fourteen processes, one after the other.
const timeout = 240_000

test('backed up beside a bot, and restored on another machine with the audit key', { timeout }, async () => {
  const play = await startPlay({ only: ['rudder'] })
  onTestFinished(() => play.close())
  const settings = readFileSync(join(play.folder, 'coxswain.yml'), 'utf8')
  const place = () => {
    const cwd = inFolder()
    writeFileSync(join(cwd, 'coxswain.yml'), settings)
    return { cwd, env: { ...play.env } }
  }
  const one = place()
  expect(await coxswain(['backup', 'a.backup'], one)).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no record yet'),
  })
  expect(existsSync(join(one.cwd, '.coxswain'))).toBe(false)
  // A line at the terminal makes the database.
  await coxswain(['run', 'rudder rule disable SSH hardening because of a test'], one)
  const release = holdAlone(join(one.cwd, '.coxswain', 'coxswain.db'))
  const taken = await coxswain(['backup', 'a.backup'], one)
  release()
  expect(taken).toMatchObject({ code: 0, err: '' })
  expect(taken.out).toMatch(/^Written: a\.backup, \d+ kB, as of 20.*\n.*the record holds, head \d+:[0-9a-f]{64}/)
  expect(taken.out).toContain('The audit key and the tokens are not in it')
  expect(await coxswain(['forget'], one)).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('  0 proposals, kept for 365 days\n  0 votes, kept for 365 days\n'),
  })

  // For a container, whose files nobody gets at: out of one process, into another.
  const besideNpm = { npm_lifecycle_event: 'coxswain' }
  expect(await coxswain(['backup', '-'], { ...one, env: { ...one.env, ...besideNpm } })).toEqual({
    code: 2,
    out: '',
    err: expect.stringContaining('npm run -s coxswain -- backup -'),
  })
  const silently = { ...besideNpm, npm_config_loglevel: 'silent' }
  const piped = await coxswain(['backup', '-'], { ...one, env: { ...one.env, ...silently } })
  expect(piped).toMatchObject({ code: 0, err: expect.stringMatching(/^Written: standard output, \d+ kB/) })
  expect(piped.out).toMatch(/^\{"coxswain":"backup".*\n(.*\n)*\{"mac":"[0-9a-f]{64}"\}\n$/)
  expect(readdirSync(join(one.cwd, '.coxswain')).filter((name) => name.includes('backup'))).toEqual([])
  expect(await noteIn(one.cwd)).toBeGreaterThan(Date.now() - timeout)

  // In a folder the oldest make room. A backup needs no token.
  const folder = join(one.cwd, 'kept')
  mkdirSync(folder)
  for (const name of ['coxswain-20200101T000000Z.cxb', 'coxswain-20200102T000000Z.cxb', 'mine.cxb'])
    writeFileSync(join(folder, name), '')
  const rotated = await coxswain(['backup', folder, '--keep', '2'], { cwd: one.cwd, env: {} })
  expect(rotated).toMatchObject({ code: 0, out: expect.stringContaining('Removed 1 older backup') })
  expect(readdirSync(folder).sort()).toEqual([
    'coxswain-20200102T000000Z.cxb',
    expect.stringMatching(/^coxswain-2\d{7}T\d{6}Z\.cxb$/),
    'mine.cxb',
  ])
  const other = place()
  const file = join(one.cwd, 'a.backup')
  const without = await coxswain(['restore', file], other)
  expect(without).toMatchObject({ code: 2, err: expect.stringContaining('The audit key of the backup is needed') })
  mkdirSync(join(other.cwd, '.coxswain'))
  const key = join('.coxswain', 'audit.key')
  writeFileSync(join(other.cwd, key), readFileSync(join(one.cwd, key)), { mode: 0o600 })
  const restored = await coxswain(['restore', file], other)
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.out).toMatch(/^Restored: \d+ rows, as of 20/)
  expect(await coxswain(['audit', 'verify'], other)).toMatchObject({
    code: 0,
    out: expect.stringContaining('The chain holds'),
  })

  const third = place()
  mkdirSync(join(third.cwd, '.coxswain'))
  writeFileSync(join(third.cwd, key), readFileSync(join(one.cwd, key)), { mode: 0o600 })
  expect(await coxswain(['restore', '-'], { ...third, input: piped.out.slice(0, -20) })).toMatchObject({
    code: 2,
    err: expect.stringContaining('The backup is damaged'),
  })
  expect(await coxswain(['restore', '-'], third)).toMatchObject({
    code: 2,
    err: expect.stringContaining('This is no backup of Coxswain'),
  })
  expect(await coxswain(['restore', '-'], { ...third, input: piped.out })).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/^Restored: \d+ rows, as of 20/),
  })
})
