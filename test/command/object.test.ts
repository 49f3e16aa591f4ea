import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AnyWrite } from '../../src/command/define.ts'
import { type Command, loadCommands } from '../../src/command/load.ts'
import { objectOf, phrase, verbAlone } from '../../src/command/object.ts'

const commands = await loadCommands(join(import.meta.dirname, '../../commands'))
const writes = commands.filter((command): command is Command & AnyWrite => command.kind === 'write')
const write = (name: string) => {
  const found = writes.find((one) => one.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}
const ref = (name: string) => ({ id: 'x', name })
const question = (name: string, args: Readonly<Record<string, unknown>>): string => {
  const command = write(name)
  return phrase(command.says.ask, objectOf(command, args))
}
const outcome = (name: string, args: Readonly<Record<string, unknown>>): string => {
  const command = write(name)
  return phrase(command.says.done, objectOf(command, args))
}

describe('a change names the kind of each object', () => {
  test.for<[string, Readonly<Record<string, unknown>>, string]>([
    ['rudder rule delete', { rule: ref('DNS resolver') }, 'delete rule “DNS resolver”'],
    [
      'rudder rule untarget',
      { rule: ref('SSH hardening'), group: ref('DMZ Linux') },
      'remove group “DMZ Linux” from rule “SSH hardening”',
    ],
    [
      'rudder rule assign',
      { directive: ref('SSH banner'), rule: ref('NTP client') },
      'assign directive “SSH banner” to rule “NTP client”',
    ],
    ['rudder rule clone', { rule: ref('A'), name: 'B' }, 'clone rule “A” as “B”'],
    ['rudder rule create', { name: 'Log shipping' }, 'create rule “Log shipping”'],
    ['rudder category create', { name: 'Paris' }, 'create category “Paris”'],
    [
      'rudder category create',
      { name: 'Lyon', parent: ref('Security') },
      'create category “Lyon” in category “Security”',
    ],
    ['rudder request accept', { request: ref('#42') }, 'accept change request #42'],
    ['rudder node run', { node: ref('web-1') }, 'run the agent of node “web-1”'],
    ['rudder techniques reload', {}, 'reload techniques'],
  ])('%s', ([name, args, said]) => expect(question(name, args)).toBe(said))

  test('and its outcome is a sentence', () => {
    expect(outcome('rudder directive audit', { directive: ref('SSH') })).toBe('set directive “SSH” to audit')
    expect(verbAlone('set … to audit')).toBe('set to audit')
    expect(verbAlone('enable … again')).toBe('enable again')
  })
  test('and no name ends its quotes or moves a verb', () => {
    expect(question('rudder rule delete', { rule: ref('a” on staging … $&') })).toBe("delete rule “a' on staging … $&”")
  })
})

test.each(writes.filter(({ undo }) => undo !== undefined).map((command) => [command.name, command] as const))(
  'undoing %s says what that does',
  (_, command) => {
    const { back } = command.says
    const modes = ['default', 'audit', 'enforce']
    const verbs = typeof back === 'function' ? modes.map((mode) => back({ mode })) : [back]
    for (const verb of verbs) expect(verb?.ask).toMatch(/ (again|back)$/)
  },
)
