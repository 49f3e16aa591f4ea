import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { fileText, repository } from './dockerfile.ts'

const Value = z.object({ name: z.string(), value: z.string() })
const Selector = z.object({ matchLabels: z.record(z.string(), z.string()) })
const Probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) })

/** A Deployment, as far as it is looked at here. */
export const Deployment = z.object({
  spec: z.object({
    replicas: z.number(),
    strategy: z.object({
      type: z.string(),
      rollingUpdate: z.object({ maxUnavailable: z.number(), maxSurge: z.number() }).optional(),
    }),
    selector: Selector,
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.object({
        automountServiceAccountToken: z.boolean(),
        securityContext: z.record(z.string(), z.unknown()),
        terminationGracePeriodSeconds: z.number(),
        containers: z.tuple([
          z.object({
            image: z.string(),
            envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })),
            env: z.array(Value).default([]),
            ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
            startupProbe: Probe,
            livenessProbe: Probe,
            readinessProbe: Probe,
            lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds: z.number() }) }) }),
            securityContext: z.record(z.string(), z.unknown()),
            volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
          }),
        ]),
        volumes: z.array(
          z.object({
            name: z.string(),
            configMap: z.object({ name: z.string() }).optional(),
            secret: z.object({ secretName: z.string() }).optional(),
            persistentVolumeClaim: z.object({ claimName: z.string() }).optional(),
          }),
        ),
      }),
    }),
  }),
})

/** What every object of Kubernetes has. */
export interface Resource {
  readonly file: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly [key: string]: unknown
}

/** Every document of a YAML file; throws where it is none. */
export const documents = (path: string): readonly unknown[] =>
  parseAllDocuments(fileText(path), { logLevel: 'error' }).map((one) => {
    if (one.errors.length > 0) throw new Error(`${path}: ${one.errors[0]?.message}`)
    return one.toJS() as unknown
  })

/** Every YAML file below a folder of the repository. */
export const yamlFiles = (folder: string): readonly string[] =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml(\.example)?$/.test(name))
    .map((name) => join(folder, name))
    .sort()

/** What is applied to a cluster, file by file. */
export const resources = (): readonly Resource[] =>
  yamlFiles('deploy/kubernetes')
    .filter((file) => !file.endsWith('kustomization.yaml'))
    .flatMap((file) => documents(file).map((one) => ({ ...(one as Resource), file })))
