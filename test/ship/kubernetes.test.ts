import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { settingsNames } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { leaseMs } from '../../src/store/proposals.ts'
import { mistakesOf } from '../config/setup.ts'
import { loadedCommands } from '../loaded.ts'
import { Deployment, documents, type Resource, resources } from './deployed.ts'
import { fileText, repository, stagesOf } from './dockerfile.ts'
import { knownVariables } from './variables.ts'

const all = resources()
const of = (kind: string, name?: string): Resource => {
  const found = all.find((one) => one.kind === kind && (name === undefined || one.metadata.name === name))
  if (!found) throw new Error(`there is no ${kind} ${name ?? ''}`)
  return found
}
const dataOf = (name: string) => of('ConfigMap', name).data as Readonly<Record<string, string>>
const environment = dataOf('coxswain-environment')
const secrets = of('Secret').stringData as Readonly<Record<string, string>>
const mounted = '/run/secrets/coxswain/'
const podLabels = { 'app.kubernetes.io/name': 'coxswain' }

const final = stagesOf(fileText('Dockerfile')).at(-1)
const image = (word: string) => final?.steps.filter((step) => step.word === word).map(({ rest }) => rest) ?? []
const imageEnv = Object.fromEntries(image('ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('='))))

interface Maintenance {
  readonly spec: {
    readonly activeDeadlineSeconds: number
    readonly template: {
      readonly metadata: { readonly labels: object }
      readonly spec: {
        readonly containers: readonly [
          {
            readonly command: readonly string[]
            readonly readinessProbe: object
            readonly volumeMounts: readonly object[]
          },
        ]
        readonly volumes: readonly object[]
        readonly restartPolicy: string
        readonly terminationGracePeriodSeconds: number
      }
    }
  }
}

test('every object is in the namespace of the bot, and selects the bot', () => {
  const spaced = all.filter(({ kind }) => kind !== 'Namespace')
  expect(spaced.length).toBeGreaterThan(10)
  expect(spaced.filter(({ metadata }) => metadata.namespace !== of('Namespace').metadata.name)).toEqual([])
  const selected = all.flatMap(({ kind, spec }) => {
    const { selector, podSelector } = (spec ?? {}) as { selector?: object; podSelector?: object }
    const found = podSelector ?? selector
    return found === undefined ? [] : [[kind, 'matchLabels' in found ? found.matchLabels : found]]
  })
  expect(selected.length).toBeGreaterThan(5)
  expect(selected.filter(([, labels]) => JSON.stringify(labels) !== JSON.stringify(podLabels))).toEqual([])
})

describe.each(['sqlite', 'postgres'])('%s', (variant) => {
  const [given] = documents(`deploy/kubernetes/${variant}/deployment.yaml`)
  const { spec } = Deployment.parse(given)
  const pod = spec.template.spec
  const [container] = pod.containers
  const isPostgres = variant === 'postgres'

  test('as many replicas as the store can bear, replaced as it can bear it', () => {
    expect([spec.replicas, spec.strategy]).toEqual(
      isPostgres
        ? [2, { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }]
        : [1, { type: 'Recreate' }],
    )
    expect(spec.template.metadata.labels).toEqual(podLabels)
    expect(spec.selector.matchLabels).toEqual(podLabels)
    if (isPostgres) expect(of('PodDisruptionBudget').spec).toMatchObject({ minAvailable: spec.replicas - 1 })
  })

  test('as little right as it can do with, and the user of the image', () => {
    const [uid, gid] = image('USER')[0]?.split(':').map(Number) ?? []
    expect(pod.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: uid,
      runAsGroup: gid,
      fsGroup: gid,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(pod.automountServiceAccountToken).toBe(false)
  })

  test('what is mounted is there, and lies where the image looks for it', () => {
    const { volumeMounts } = container
    expect(volumeMounts.map(({ name }) => name).sort()).toEqual(pod.volumes.map(({ name }) => name).sort())
    const at = (name: string) => volumeMounts.find((one) => one.name === name)?.mountPath
    expect(`${at('settings')}/coxswain.yml`).toBe(imageEnv.COXSWAIN_CONFIG)
    expect(Object.keys(dataOf('coxswain-settings'))).toEqual(['coxswain.yml'])
    expect(`${at('secrets')}/`).toBe(mounted)
    expect(at('data')).toBe(isPostgres ? undefined : imageEnv.COXSWAIN_DATA)
    for (const { configMap, secret, persistentVolumeClaim } of pod.volumes) {
      if (configMap) of('ConfigMap', configMap.name)
      if (secret) of('Secret', secret.secretName)
      if (persistentVolumeClaim) of('PersistentVolumeClaim', persistentVolumeClaim.claimName)
    }
    for (const { configMapRef } of container.envFrom) of('ConfigMap', configMapRef.name)
  })

  test('a stop is waited for longer than a claim lasts', () => {
    const stopMs = (pod.terminationGracePeriodSeconds - container.lifecycle.preStop.sleep.seconds) * 1000
    expect(stopMs).toBeGreaterThan(leaseMs)
  })

  test('settings, variables, ports and probes are those of the bot', async () => {
    const folder = mkdtempSync('/tmp/coxswain-deploy-')
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const here = (text: string) => text.replaceAll(mounted, `${folder}/`)
    const write = (values: Readonly<Record<string, string>>) => {
      for (const [name, text] of Object.entries(values)) writeFileSync(join(folder, name), here(text), { mode: 0o600 })
    }
    const own = Object.fromEntries(container.env.map(({ name, value }) => [name, value]))
    const given = Object.fromEntries(
      Object.entries({ ...environment, ...own }).map(([name, text]) => [name, here(text)]),
    )
    expect(Object.keys(given).filter((name) => !knownVariables.includes(name))).toEqual([])
    write({ ...secrets, 'coxswain.yml': dataOf('coxswain-settings')['coxswain.yml'] ?? '' })
    const systems = settingsNames(await loadedCommands())
    const read = () => readConfig({ env: { ...given, COXSWAIN_DATA: folder }, systems, folder })

    // As it is delivered, every secret is named as missing.
    const mistakes = mistakesOf(read)
    const tokens = ['rudder-read-token', 'rudder-secrets-token', 'rudder-write-token']
    const names = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', ...tokens]
    for (const name of isPostgres ? [...names, 'DATABASE_URL', 'COXSWAIN_AUDIT_KEY'] : names)
      expect(mistakes).toContain(name)

    write({
      'slack-bot-token': `${'xoxb'}-0123456789-abcdef`,
      'slack-signing-secret': '0123456789abcdef0123456789abcdef',
      ...Object.fromEntries(tokens.map((name) => [name, `a-token-for-${name}`])),
      'database-url': 'postgres://coxswain:secret-word@db.acme.net/coxswain',
      'audit-key': 'k'.repeat(64),
    })
    const config = read()
    expect(config.warnings).toEqual([])
    expect(config.store.url !== undefined).toBe(isPostgres)
    expect(config.listen.opsHost).toBe('0.0.0.0')
    expect(container.ports).toEqual([
      { name: 'slack', containerPort: config.listen.port },
      { name: 'ops', containerPort: config.listen.opsPort },
    ])
    expect(
      [container.startupProbe, container.livenessProbe, container.readinessProbe].map((one) => one.httpGet),
    ).toEqual(['/healthz', '/healthz', '/readyz'].map((path) => ({ path, port: 'ops' })))
  })

  test('the pod for maintenance has all that the bot has, data to write to, and runs no bot', () => {
    const [job] = documents(`deploy/kubernetes/maintenance/${variant}.yaml`) as [Maintenance]
    const { containers, volumes, restartPolicy, terminationGracePeriodSeconds: _, ...same } = job.spec.template.spec
    const [{ command, readinessProbe, volumeMounts, ...one }] = containers
    const { spec: whole } = (given as Maintenance & { spec: object }).spec.template
    expect(whole).toMatchObject(same)
    expect(whole.containers[0]).toMatchObject(one)
    expect(command[0]).toBe('sleep')
    expect(Number(command[1])).toBeGreaterThanOrEqual(job.spec.activeDeadlineSeconds)
    // It has the labels of the bot, for the network, and is sent none of Slack's requests.
    expect(job.spec.template.metadata.labels).toEqual(podLabels)
    expect(readinessProbe).toMatchObject({ exec: { command: ['false'] } })
    expect(restartPolicy).toBe('Never')
    const scratch = { name: 'data', mountPath: imageEnv.COXSWAIN_DATA }
    const own = whole.containers[0].volumeMounts
    expect(volumeMounts).toEqual(isPostgres ? [...own, scratch] : own)
    expect(isPostgres ? volumes.slice(0, -1) : volumes).toEqual(whole.volumes)
    expect(volumes.at(-1)).toMatchObject(isPostgres ? { name: 'data', emptyDir: {} } : { name: 'data' })
  })

  test('the image is of this version', () => {
    expect(container.image.split(':').at(-1)).toBe(JSON.parse(fileText('package.json')).version)
  })

  // kubectl drops what its own types do not know. Where there is none, the checks above are all.
  test
    .skipIf(spawnSync('kubectl', ['version', '--client']).status !== 0)
    .for([`${variant}/deployment.yaml`, `maintenance/${variant}.yaml`])('kubectl knows every field of %s', (file) => {
    const args = ['set', 'image', '--local', '-f', `deploy/kubernetes/${file}`, '-o', 'json']
    const [given] = documents(`deploy/kubernetes/${file}`)
    const ran = spawnSync('kubectl', [...args, 'coxswain=another'], { cwd: repository, encoding: 'utf8' })
    expect(ran.stderr).toBe('')
    expect(JSON.parse(ran.stdout)).toMatchObject(JSON.parse(JSON.stringify(given).replace(container.image, 'another')))
  })
})

test('the network lets in Slack and the operators alone, to their own ports', () => {
  const policies = all.filter(({ kind }) => kind === 'NetworkPolicy')
  const ports = policies.flatMap(({ file, spec }) =>
    ((spec as { ingress?: { ports: { port: number }[] }[] }).ingress ?? []).flatMap((rule) =>
      rule.ports.map(({ port }) => [file.split('/').slice(2).join('/'), port]),
    ),
  )
  expect(ports).toEqual([
    ['base/network-policy.yaml', 9090],
    ['http/network-policy.yaml', 3000],
  ])
  expect(of('Ingress').spec).toMatchObject({
    rules: [{ http: { paths: [{ path: '/slack/events', pathType: 'Exact' }] } }],
  })
})

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0

// Where there is no kubectl, the files themselves are checked above.
test.skipIf(!hasKubectl).for(['sqlite', 'postgres', 'example'])('kubectl builds %s', (folder) => {
  const ran = spawnSync('kubectl', ['kustomize', `deploy/kubernetes/${folder}`], { cwd: repository, encoding: 'utf8' })
  expect(ran.stderr).toBe('')
  const built = parseAllDocuments(ran.stdout).map((one) => one.toJS() as Resource)
  const kinds = built.map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['Namespace', 'ConfigMap', 'NetworkPolicy', 'Deployment']))
  expect(kinds.includes('PersistentVolumeClaim')).toBe(folder === 'sqlite')
  if (folder !== 'example') return
  expect(kinds).toEqual(expect.arrayContaining(['Ingress', 'Service', 'PodMonitor', 'PrometheusRule']))
  expect(ran.stdout).toContain('image: registry.acme.net/coxswain:0.1.0')
})

test.skipIf(!hasKubectl)('with socket the bot has the token of a socket, and no signing secret', () => {
  const folder = mkdtempSync(join(repository, 'deploy/kubernetes/.socket-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const overlay = { kind: 'Kustomization', resources: ['../sqlite'], components: ['../socket'] }
  writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify(overlay))
  const { stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout).toContain('SLACK_APP_TOKEN: file:/run/secrets/coxswain/slack-app-token')
  expect(stdout).not.toContain('SLACK_SIGNING_SECRET')
})
