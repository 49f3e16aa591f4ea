import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const directive = /^(\s*)\/\/ @ts-expect-error (\d+) (.+)$/

/** The same errors, worded with a suggestion or for an optional property. */
const same: Readonly<Record<string, string>> = { 2820: '2322', 2375: '2322', 2551: '2339', 2561: '2353' }

/** Compiles copies that lie as deep as the files themselves; the errors of each, `line: code`. */
const errorsIn = async (texts: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string[]>>> => {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tmp/types-'))
  try {
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, `${name}.ts`), text)
    writeFileSync(join(folder, 'tsconfig.json'), '{ "extends": "../../tsconfig.json", "include": ["*.ts"] }')
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const out = await new Promise<string>((resolve) =>
      execFile(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: root }, (_, stdout, stderr) =>
        resolve(stdout + stderr),
      ),
    )
    const errors: Record<string, string[]> = Object.fromEntries(Object.keys(texts).map((name) => [name, []]))
    for (const line of out.split('\n').filter((text) => /^\S/.test(text))) {
      const [, name = '', at, code = ''] = /types-\w+\/(.+)\.ts\((\d+),\d+\): error TS(\d+): /.exec(line) ?? []
      if (errors[name] === undefined) throw new Error(`the compiler said: ${line}`)
      errors[name].push(`${at}: ${same[code] ?? code}`)
    }
    return errors
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A file without its directives, and what they say: the line below each has this error. */
const bare = (text: string) => {
  const lines = text.split('\n')
  const expected = lines.flatMap((line, i) => {
    const [, , code] = directive.exec(line) ?? []
    return code === undefined ? [] : [`${i + 2}: ${code}`]
  })
  return { text: lines.map((line) => line.replace(directive, '$1//')).join('\n'), expected }
}

const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test-d.ts'))
const whole = Object.fromEntries(names.map((name) => [name, readFileSync(join(import.meta.dirname, name), 'utf8')]))
const sample = "import { rudder } from '#rudder'\n// @ts-expect-error 2339 it is there\nrudder.title\n"

let errors: Readonly<Record<string, string[]>> = {}
beforeAll(async () => {
  const copies = Object.entries(whole).map(([name, text]) => [name, bare(text).text])
  errors = await errorsIn({ ...Object.fromEntries(copies), bare: bare(sample).text, sample })
})

test('each line that must not compile says which error it expects, and why', () => {
  const all = Object.values(whole).join('\n')
  const said = all.split('\n').filter((line) => directive.test(line))
  console.log(`${said.length} lines must not compile`)
  expect(said.length).toBeGreaterThan(50)
  expect(all.split('@ts-expect-error').length - 1).toBe(said.length)
  expect(all).not.toMatch(/@ts-(ignore|nocheck)|\bas (any|never)\b/)
})

test.for(names)('%s: without its directives these lines, and no others, have the errors they name', (name) => {
  const { expected } = bare(whole[name] ?? '')
  expect(expected.length).toBeGreaterThan(3)
  expect(errors[name]).toEqual(expected)
})

test('a line that compiles after all is noticed, here and by `npm run types`', () => {
  expect(bare(sample).expected).toEqual(['3: 2339'])
  expect(errors.bare).toEqual([])
  expect(errors.sample).toEqual(['2: 2578'])
})
