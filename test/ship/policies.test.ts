import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { policyWhy } from '../../src/cli/policy.ts'
import { environment } from '../../src/config.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { fileText, repository } from './dockerfile.ts'

/** `#   allowed   ana@acme.net "rudder compliance" --channel C1   2 approvals from 50 nodes` */
const question = /^# {3}(allowed|refused) {3}(\S+) "([^"]+)"(?: --channel (\w+))?(?: {3}(\d approvals.*))?$/gm

afterEach(() => void vi.unstubAllEnvs())

const files = readdirSync(join(repository, 'docs/policies'))

test('there are three, for those who begin', () => {
  expect(files.sort()).toEqual(['four-eyes.yml', 'operators.yml', 'read-only-pilot.yml'])
})

describe.each(files)('%s', (name) => {
  const path = `docs/policies/${name}`
  const text = fileText(path)
  const questions = [...text.matchAll(question)]

  test('it begins with what it gives', () => {
    expect(questions.length).toBe(text.match(/^# {3}\w/gm)?.length)
    expect(new Set(questions.map(([, verdict]) => verdict))).toEqual(new Set(['allowed', 'refused']))
  })

  test('its tokens are those of the accounts that docs/tokens.md recommends', () => {
    const { connections } = parse(text) as {
      connections: Record<string, { tokens: { name: string; scopes: string[] }[] }>
    }
    const tokens = Object.values(connections).flatMap((one) => one.tokens)
    for (const { name, scopes } of tokens)
      expect({ name, scopes }).toEqual({ name, scopes: rudder.accounts.find((one) => one.name === name)?.scopes })
    // A token that is commented out is held to it too.
    const validator = rudder.accounts.find((one) => one.name === 'validator')?.scopes.join(', ')
    expect(text.includes('name: writer')).toBe(text.includes(`#   scopes: [${validator}]`))
  })

  test.each(questions.map(([, ...parts]) => parts))(
    '%s %s %s %s %s',
    async (verdict, person = '', line = '', channel, approvals = '') => {
      for (const variable of Object.keys(environment()))
        if (/^(DATABASE_URL|SLACK_|COXSWAIN_)/.test(variable)) vi.stubEnv(variable, undefined)
      vi.stubEnv('COXSWAIN_CONFIG', join(repository, path))
      for (const [, variable = ''] of text.matchAll(/env:(\w+)/g)) vi.stubEnv(variable, undefined)
      const found = await policyWhy(person, line, channel)
      expect(found).toEqual({ ok: verdict === 'allowed', text: expect.any(String) })
      const needs = [...found.text.matchAll(/^Needs (.+)\.$/gm)].map(([, one]) => one)
      if (found.ok) expect(needs.join(', ')).toBe(approvals)
    },
  )
})
