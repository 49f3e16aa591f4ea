import { startRudder } from 'local-rudder'
import { describe, expect, onTestFinished, test } from 'vitest'
import { SystemError } from '../../../src/errors.ts'
import { sentenceOf } from '../../../src/run/explain.ts'
import { rudder } from '../../../src/systems/rudder/index.ts'
import { callOf, connectedTo, operationsOf, tokenFor } from '../contract/connected.ts'
import { inputsFor, prepare } from './inputs.ts'
import { localRudder } from './local.ts'

const all = Object.entries(operationsOf(rudder))

describe.each([18, 19, 20, 21, 22, 23])('with API %i', (api) => {
  test('every operation is served by that version, or its server is told to be too old for it', async () => {
    const wrong: string[] = []
    const late: string[] = []
    for (const [name, operation] of all) {
      const local = await startRudder({ api, nodes: 12 })
      onTestFinished(() => local.close())
      prepare(local)
      const tokens = [rudder.operations.info, operation].map((one) =>
        tokenFor(localRudder.token(local, one), [one.scope]),
      )
      const input = inputsFor(local)[name] ?? {}
      const error = await callOf(connectedTo(rudder, local.url, tokens), operation, input).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      const { since } = operation.shape
      if (since && since.version > api) {
        const told = error instanceof SystemError ? sentenceOf(error, rudder) : ''
        if (!told.startsWith(`Rudder (test) is too old for this: Rudder `) || !told.includes(since.what))
          wrong.push(`${name}: ${told || error}`)
        late.push(name)
        if (local.requests.some(({ path }) => !path.endsWith('/info'))) wrong.push(`${name} was sent`)
      } else {
        const last = local.requests.at(-1)
        if (error !== undefined || last?.apiVersion !== String(api) || last.status !== 200)
          wrong.push(`${name}: ${error}`)
      }
    }
    expect(wrong).toEqual([])
    expect(late).toEqual(all.filter(([, { shape }]) => (shape.since?.version ?? 0) > api).map(([name]) => name))
  })
})
