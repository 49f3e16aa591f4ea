import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keyFile } from '../../src/vault/key-file.ts'

const fresh = () => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-key-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'deep/er/audit.key')
}
const mode = (path: string) => statSync(path).mode & 0o777

test('a key is made with its folder, for its owner alone', () => {
  const path = fresh()
  const before = process.umask(0)
  try {
    expect(keyFile(path).reveal()).toMatch(/^[0-9a-f]{64}$/)
  } finally {
    process.umask(before)
  }
  expect([mode(path), mode(dirname(path))]).toEqual([0o600, 0o700])
  expect(readdirSync(dirname(path))).toEqual(['audit.key'])
})

test('the same file gives the same key, and two files two', () => {
  const [one, two] = [fresh(), fresh()]
  expect(keyFile(one).reveal()).toBe(keyFile(one).reveal())
  expect(keyFile(one).reveal()).not.toBe(keyFile(two).reveal())
})

test('a file that is there is never written over, whatever is in it', () => {
  const path = fresh()
  keyFile(path)
  for (const text of ['my own key\n', '', '0123']) {
    chmodSync(path, 0o600)
    writeFileSync(path, text)
    chmodSync(path, 0o400)
    expect(keyFile(path).reveal()).toBe(text.trim())
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(mode(path)).toBe(0o400)
  }
})

test('what cannot be made is an error, not a key that nobody keeps', () => {
  const path = fresh()
  keyFile(path)
  expect(() => keyFile(join(path, 'below-a-file'))).toThrow(/ENOTDIR|EEXIST/)
  expect(() => keyFile(dirname(path))).toThrow(/EISDIR/)
})

test('the key is not printed', () => {
  const key = keyFile(fresh())
  expect(`${key} ${JSON.stringify({ key })}`).not.toContain(key.reveal())
})
