import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toBlocks } from '../../../src/slack/blocks/blocks.ts'
import { formView } from '../../../src/slack/forms/view.ts'
import { compliance, disable, failing, help, mistake, outcome } from '../../message/examples.ts'
import { everyKind } from '../forms/sample-form.ts'

const root = join(import.meta.dirname, '../../..')

/** What the compiler says of a file that lies in the repository. */
const compile = async (text: string): Promise<string> => {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tmp/known-'))
  try {
    writeFileSync(join(folder, 'known.ts'), text)
    writeFileSync(join(folder, 'tsconfig.json'), '{ "extends": "../../tsconfig.json", "include": ["*.ts"] }')
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    return await new Promise((resolve) =>
      execFile(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: root }, (_, out) => resolve(out)),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const withAll = {
  ...disable,
  asked: { by: 'Ana', line: 'rudder rule disable SSH hardening', user: 'U07ANA' },
  expires: Date.UTC(2025, 10, 20, 14, 18),
  form: everyKind,
  actions: [
    {
      does: 'confirm',
      proposal: 'p',
      label: 'Disable',
      spoken: 'Disable it',
      dialog: { title: 'Disable?', text: 'All' },
    },
  ],
} as const

test("the blocks and the modal are what Slack's own types say", async () => {
  const all = [compliance, disable, failing, help, mistake, outcome, withAll]
  const blocks = all.flatMap((message) => toBlocks(message, { id: 'p', run: 'r' }).blocks)
  const view = formView(everyKind, { run: 'r', line: 'x' })
  const head = "import type { KnownBlock, ModalView } from '@slack/web-api'\n"
  const file = (more: object) =>
    `${head}export const blocks: KnownBlock[] = ${JSON.stringify([...blocks, ...[more]])}\nexport const view: ModalView = ${JSON.stringify(view)}\n`
  expect(await compile(file({ type: 'divider' }))).toBe('')
  expect(await compile(file({ type: 'header', text: { type: 'mrkdwn', text: 'x' } }))).toContain('error TS2322')
})
