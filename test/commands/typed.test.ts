import { describe, expect, test } from 'vitest'
import { loadCommands } from '../../src/command/load.ts'
import { parseLine } from '../../src/command/parse.ts'
import { freshFolder, head } from '../command/sample.ts'
import { loadedCommands } from '../loaded.ts'

const commands = await loadedCommands()
const known = { connections: ['rudder/prod', 'rudder/staging'] }
const read = (line: string) => {
  const { command, args, on, other } = parseLine(commands, line, known)
  return [command.name, args, ...(on ? [on] : []), ...(other ? [other] : [])]
}

const all = { status: 'all' }
const open = { status: 'open' }
const compared = (rule: string) => ['rudder diff', { rule }, 'rudder/prod', 'rudder/staging']

describe('lines as people type them', () => {
  test.each<[string, unknown[]]>([
    ['/rudder nodes failing "SSH hardening"', ['rudder failing', { rule: 'SSH hardening' }]],
    ['rudder Nodes Failing', ['rudder failing', {}]],
    ['rudder nodes silent', ['rudder silent', {}]],
    ['rudder silent nodes', ['rudder silent', {}]],
    ['rudder nodes pending', ['rudder pending', {}]],
    ['rudder pending nodes', ['rudder pending', {}]],
    ['rudder nodes “failing”', ['rudder nodes', { words: 'failing' }]],
    ['rudder nodes new', ['rudder nodes new', {}]],
    ['rudder failing nodes of Paris', ['rudder failing', { rule: 'nodes of Paris' }]],
    ['rudder changes', ['rudder requests', open]],
    ['rudder changes all', ['rudder requests', all]],
    ['rudder requests', ['rudder requests', open]],
    ['rudder request', ['rudder requests', open]],
    ['rudder requests all', ['rudder requests', all]],
    ['rudder requests 42', ['rudder request show', { request: '42' }]],
    ['rudder requests #42', ['rudder request show', { request: '#42' }]],
    ['rudder change 42', ['rudder request show', { request: '42' }]],
    ['rudder request Maintenance', ['rudder request show', { request: 'Maintenance' }]],
    ['rudder change 42 accept', ['rudder request accept', { request: '42' }]],
    ['rudder requests 42 decline', ['rudder request decline', { request: '42' }]],
    ['rudder rules 42', ['rudder rules', { words: '42' }]],
    ['rudder nodes 42', ['rudder nodes', { words: '42' }]],
    ['rudder diff SSH hardening prod staging', compared('SSH hardening')],
    ['rudder diff SSH hardening prod and staging', compared('SSH hardening')],
    ['rudder diff SSH hardening prod vs staging', compared('SSH hardening')],
    ['rudder diff SSH hardening on prod and staging', compared('SSH hardening')],
    ['rudder diff “SSH hardening” between prod and staging', compared('SSH hardening')],
    ['rudder diff "SSH hardening" prod, staging', compared('SSH hardening')],
    ['rudder diff Users and staging', ['rudder diff', { rule: 'Users and' }, 'rudder/staging']],
    ['rudder diff Deploy agents on staging prod and staging', compared('Deploy agents on staging')],
    ['rudder diff between prod and staging', compared('between')],
  ])('“%s”', (line, wanted) => {
    expect(read(line)).toEqual(wanted)
  })

  test('a status that is none is refused as before', () => {
    expect(() => read('rudder requests opne')).toThrow('“opne” is not a status: it can be open, closed, all.')
  })
})

describe('another name of a command', () => {
  const named = async (also: string) =>
    loadCommands(
      await freshFolder({
        'rudder/rules.ts': `${head}\nexport default defineRead(rudder, { summary: 'x', examples: ['rudder rules'], scopes: ['rudder:rules:read'], args: z.object({}), run: async () => ({ title: '' }) })`,
        'rudder/policies.ts': `${head}\nexport default defineRead(rudder, { summary: 'x', examples: ['rudder policies'], also: ['${also}'], scopes: ['rudder:rules:read'], args: z.object({}), run: async () => ({ title: '' }) })`,
      }),
    )

  test('may not be that of another, nor of another system', async () => {
    await expect(named('rudder rules')).rejects.toThrow('"rudder rules" in also is a command')
    await expect(named('redash guides')).rejects.toThrow('does not begin with rudder')
    expect((await named('rudder guides')).map(({ name }) => name)).toEqual(['rudder policies', 'rudder rules'])
  })
})
