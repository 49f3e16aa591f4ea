import { expect, test } from 'vitest'
import { documents, yamlFiles } from './deployed.ts'
import { fileText } from './dockerfile.ts'

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> }[]
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const workflows = yamlFiles('.github/workflows').map((path) => ({ path, ...(documents(path)[0] as Workflow) }))
const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps))
const release = workflows.find(({ path }) => path.endsWith('release.yml'))?.jobs.image?.steps ?? []

test('actions are pinned to a whole version, and may read and nothing else unless a job says so', () => {
  const uses = steps.flatMap((step) => step.uses ?? [])
  expect(uses.length).toBeGreaterThan(5)
  expect(uses.filter((one) => !/@(v\d+\.\d+\.\d+|[0-9a-f]{40})$/.test(one))).toEqual([])
  expect(workflows.map(({ permissions }) => permissions)).toEqual(workflows.map(() => ({ contents: 'read' })))
})

test('a release is checked, asks for weaknesses, and builds on a base that is named by its digest', () => {
  const at = (find: (step: Job['steps'][number]) => boolean) => release.findIndex(find)
  const order = [
    at(({ run }) => run === 'bash .ci/run'),
    at(({ run }) => run === 'node .ci/audit.mjs --must-answer'),
    at(({ run }) => run?.includes('imagetools inspect') === true),
    at(({ uses }) => uses?.startsWith('docker/build-push-action@') === true),
  ]
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(order[0]).toBeGreaterThan(0)
  expect(release[order.at(-1) ?? 0]?.with).toMatchObject({
    'build-args': expect.stringMatching(/^BASE=\$\{\{ steps\.base\.outputs\.name \}\}$/),
    provenance: 'mode=max',
    sbom: true,
  })
  // What the workflow reads out of the Dockerfile is there to be read.
  expect(fileText('Dockerfile').match(/^ARG BASE=\S+$/gm)).toHaveLength(1)
})

test('the bill of materials is where the workflows look for it', () => {
  const [path = ''] = /(?<=node \.ci\/sbom\.mjs )\S+/.exec(fileText('.ci/run')) ?? []
  expect(path).toMatch(/\.cdx\.json$/)
  const looked = steps.flatMap((step) => [step.with?.path, step.with?.['sbom-path']]).filter((one) => one !== undefined)
  expect(looked).toEqual([path, path])
})
