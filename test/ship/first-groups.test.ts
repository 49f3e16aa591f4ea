import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { coxswain } from '../cli/coxswain.ts'
import { fileText, repository } from './dockerfile.ts'

test('the first steps of the page work in a new folder, before there is any token', async () => {
  const [, steps = ''] = /```\n([^`]+)```/.exec(fileText('docs/first-groups.md')) ?? []
  const [copy = '', ...questions] = steps.trim().split('\n')
  const [, from = '', to = ''] = /^cp (\S+) (\S+)$/.exec(copy) ?? []
  const folder = mkdtempSync('/tmp/coxswain-first-')
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync(join(repository, from), join(folder, to))
  const asked = questions.map((line) => {
    const words = /^npm run coxswain -- (.+)$/.exec(line)?.[1]?.match(/"[^"]*"|\S+/g) ?? []
    return coxswain(
      words.map((word) => word.replaceAll('"', '')),
      { cwd: folder },
    )
  })
  const answers = await Promise.all(asked)
  expect(answers.map(({ code, out }) => [code, out.split(':')[0]])).toEqual([
    [0, 'Allowed'],
    [4, 'Refused'],
  ])
  expect(answers.map(({ err }) => err)).toEqual(['', ''])
})
