import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { holdAlone } from '../../src/store/alone.ts'

const place = () => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-alone-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'coxswain.db')
}

test('a second bot on one SQLite file is told what to do, until the first lets go', () => {
  const file = place()
  const release = holdAlone(file)
  expect(() => holdAlone(file)).toThrow('Another Coxswain is running on')
  release()
  holdAlone(file)()
})

test('a killed process lets go', () => {
  const file = place()
  const alone = JSON.stringify(new URL('../../src/store/alone.ts', import.meta.url).href)
  const script = `import { holdAlone } from ${alone}
    holdAlone(${JSON.stringify(file)})
    process.kill(process.pid, 'SIGKILL')`
  expect(() =>
    execFileSync(process.execPath, ['--no-warnings', '--input-type=module-typescript', '-e', script], {
      stdio: 'ignore',
    }),
  ).toThrow()
  holdAlone(file)()
})
