import { expect, test } from 'vitest'
import { documents, yamlFiles } from './deployed.ts'
import { fileText } from './dockerfile.ts'

interface Job {
  readonly needs?: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> }[]
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const workflows = yamlFiles('.github/workflows').map((path) => ({ path, ...(documents(path)[0] as Workflow) }))
const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps))
const releases = workflows.find(({ path }) => path.endsWith('release.yml'))
const release = releases?.jobs.image?.steps ?? []

test('actions are pinned to a commit, with its version beside it, and may read and nothing else unless a job says so', () => {
  const uses = workflows.flatMap(({ path }) => fileText(path).match(/(?<=uses: ).+/g) ?? [])
  expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length)
  expect(uses.filter((one) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one))).toEqual([])
  expect(workflows.map(({ permissions }) => permissions)).toEqual(workflows.map(() => ({ contents: 'read' })))
})

test('our tests and what they install never run in a job that can write', () => {
  const jobs = workflows.flatMap(({ jobs: all }) => Object.values(all))
  const writing = jobs.filter(({ permissions = {} }) => Object.values(permissions).includes('write'))
  expect(writing).toHaveLength(1)
  const runs = writing.flatMap((job) => job.steps.flatMap(({ run = '' }) => run))
  expect(runs.filter((run) => /\bnpm\b|\.ci\/|\bnode\b/.test(run))).toEqual([])
  expect(writing[0]?.needs).toBe('check')
})

test('a release is checked and asks for weaknesses before it is built', () => {
  const runs = (releases?.jobs.check?.steps ?? []).map(({ run }) => run)
  expect(runs.indexOf('bash .ci/run')).toBeGreaterThan(0)
  expect(runs.indexOf('node .ci/audit.mjs --must-answer')).toBeGreaterThan(runs.indexOf('bash .ci/run'))
  const built = release.find(({ uses }) => uses?.startsWith('docker/build-push-action@'))
  expect(built?.with).toMatchObject({ provenance: 'mode=max', sbom: true })
  expect(built?.with?.['build-args']).toBeUndefined()
})

test('every image that comes from elsewhere is named by its digest', () => {
  const bases = [...fileText('Dockerfile').matchAll(/^(?:ARG BASE=|FROM )(\S+)/gm)].map(([, base]) => base)
  const images = yamlFiles('deploy').flatMap((path) =>
    [...fileText(path).matchAll(/^\s+image: (\S+)$/gm)].map(([, image]) => image),
  )
  const ours = /^(?:coxswain:local|registry\.example\.net\/coxswain:[\d.]+|\$\{BASE\})$/
  const others = [...bases, ...images].filter((image) => !ours.test(image ?? ''))
  expect(others.length).toBeGreaterThan(1)
  expect(others.filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image ?? ''))).toEqual([])
  // What the release workflow reads out of the Dockerfile is there to be read.
  expect(fileText('Dockerfile').match(/^ARG BASE=\S+$/gm)).toHaveLength(1)
})

test('the bill of materials is where the workflows look for it', () => {
  const [path = ''] = /(?<=node \.ci\/sbom\.mjs )\S+/.exec(fileText('.ci/run')) ?? []
  expect(path).toMatch(/\.cdx\.json$/)
  const of = (action: string, key: string) =>
    steps.filter(({ uses }) => uses?.startsWith(`${action}@`)).map((step) => step.with?.[key])
  expect(of('actions/upload-artifact', 'path')).toEqual([path, path])
  expect(of('actions/download-artifact', 'path')).toEqual([path.slice(0, path.lastIndexOf('/'))])
  expect(of('actions/attest-sbom', 'sbom-path')).toEqual([path])
})
