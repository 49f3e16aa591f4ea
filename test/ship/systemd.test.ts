import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { exitCodes } from '../../src/cli/exit.ts'
import { leaseMs } from '../../src/store/proposals.ts'
import { fileText } from './dockerfile.ts'
import { knownVariables } from './variables.ts'

const names = ['coxswain.service', 'coxswain-backup.service', 'coxswain-backup.timer']
const textOf = (name: string) => fileText(`deploy/systemd/${name}`)
const valuesOf = (name: string, key: string) =>
  [...textOf(name).matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value)
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0
if (!hasSystemd) console.warn('systemd-analyze is missing: the units are NOT verified by it')

test('systemd understands each unit', () => {
  if (!hasSystemd) return
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-systemd-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const paths = names.map((name) => {
    const path = join(folder, name)
    // The programs need not be on this machine, nor the page.
    const text = textOf(name)
      .replace(/^ExecStart=\S+/gm, 'ExecStart=/bin/true')
      .replace(/^Documentation=.*$/gm, '')
    writeFileSync(path, text)
    return path
  })
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...paths], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

test('the service sets variables of the bot, stops as slowly as a claim lasts, and reloads by SIGHUP', () => {
  const set = names.flatMap((name) =>
    valuesOf(name, '(?:# )?Environment').flatMap((value) => value.match(/\w+(?==)/g) ?? []),
  )
  const known = [
    ...knownVariables,
    'NODE_ENV',
    'NODE_OPTIONS',
    'NODE_COMPILE_CACHE',
    'MALLOC_ARENA_MAX',
    'max',
    'old',
    'space',
    'size',
  ]
  expect(set).toContain('SLACK_BOT_TOKEN')
  expect([...new Set(set)].filter((name) => !known.includes(name))).toEqual([])
  expect(Number(valuesOf('coxswain.service', 'TimeoutStopSec')[0]) * 1000).toBeGreaterThan(leaseMs)
  expect(valuesOf('coxswain.service', 'RestartPreventExitStatus')).toEqual([String(exitCodes.usage)])
  expect(valuesOf('coxswain.service', 'ExecReload')[0]).toContain('kill -HUP $MAINPID')
})

test('each secret that a unit names is one that it loads', () => {
  for (const name of names) {
    const loaded = valuesOf(name, '(?:# )?LoadCredential').map((value) => value.split(':')[0])
    const used = [...textOf(name).matchAll(/file:%d\/([\w-]+)/g)].map(([, secret]) => secret)
    expect(used.filter((secret) => !loaded.includes(secret))).toEqual([])
  }
})

test('the backup runs nightly and keeps as many as the page says', () => {
  expect(valuesOf('coxswain-backup.service', 'ExecStart')[0]).toContain('backup /var/lib/coxswain-backups --keep 14')
  expect(valuesOf('coxswain-backup.timer', 'Persistent')).toEqual(['yes'])
})
