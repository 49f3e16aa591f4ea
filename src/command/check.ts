import { UserError } from '../errors.ts'
import type { Operation } from '../systems/operation.ts'
import { argsOf } from './args.ts'
import { type Command, optionalScopesOf, systemOf } from './command.ts'
import { commandNames } from './forms.ts'
import { parseLine } from './parse.ts'

const operationsOf = (command: Command): readonly Operation[] =>
  command.kind === 'local' ? [] : Object.values(command.system.operations)

const scopeFaults = (command: Command): readonly string[] => {
  if (command.kind === 'local')
    return command.scopes
      .filter((scope) => !scope.startsWith('cox:'))
      .map((scope) => `scope "${scope}" is not one of the bot itself (cox:…)`)
  const readable = new Set(
    operationsOf(command).flatMap((o) => (o.kind === 'read' && o.shape.internal === undefined ? [o.scope] : [])),
  )
  return [...command.scopes, ...optionalScopesOf(command)]
    .filter((scope) => !readable.has(scope))
    .map(
      (scope) =>
        `no read operation of ${command.system.name} has the scope "${scope}": declare one of ${[...readable].sort().join(', ')}`,
    )
}

const writeFaults = (command: Command): readonly string[] => {
  if (command.kind !== 'write') return []
  const operation = Object.hasOwn(command.system.operations, command.writes)
    ? command.system.operations[command.writes]
    : undefined
  if (operation === undefined) return [`${command.system.name} has no operation "${command.writes}" to write with`]
  return operation.kind === 'write' ? [] : [`"${command.writes}" is a read; \`writes\` names a write operation`]
}

const argFaults = (command: Command): readonly string[] => {
  const args = argsOf(command)
  const places = args.filter(({ isPlaced }) => isPlaced)
  const late = places.find(
    (arg, i) => arg.required && places.slice(0, i).some((before) => !before.required && before.name !== 'reason'),
  )
  const reserved =
    command.kind === 'local'
      ? []
      : args.filter((arg) => ['on', 'help', ...(command.kind === 'write' ? ['reason'] : [])].includes(arg.flag))
  const names = command.kind === 'local' ? [] : Object.keys(command.names ?? {})
  const joins = command.kind === 'local' ? [] : Object.keys(command.joins ?? {})
  return [
    ...(late ? [`argument "${late.name}" is required and follows an optional one: put the optional ones last`] : []),
    ...reserved.map((arg) => `argument "${arg.name}" is taken by --${arg.flag}: give it another name`),
    ...args
      .filter(({ kind, isPlaced, name }) => kind === 'pairs' && (!isPlaced || places.at(-1)?.name !== name))
      .map(({ name }) => `"${name}" takes pairs, and is not the last argument with a place: put it there`),
    ...joins
      .filter((name) => places.at(-1)?.name !== name || places[0]?.name === name)
      .map((name) => `"${name}" in joins is not the last of several arguments: a word can stand before that one only`),
    ...names
      .filter((name) => args.find((arg) => arg.name === name)?.kind !== 'text')
      .map((name) => `"${name}" in names is no text argument: add it to args`),
  ]
}

const exampleFaults = (command: Command, all: readonly Command[]): readonly string[] =>
  command.examples.flatMap((example) => {
    try {
      const parsed = parseLine(all, example, { connections: [] })
      return parsed.command === command ? [] : [`example "${example}" is read as "${parsed.command.name}": correct it`]
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return [`example "${example}" is refused: ${error.message}`]
    }
  })

/** What is wrong with the words of a definition itself, one sentence each. */
export const faultsOf = (command: Command): readonly string[] => {
  const home = systemOf(command)
  if (command.words[0] !== home) return [`it belongs to ${home}: move it to the folder ${home}/`]
  try {
    const faults = [...scopeFaults(command), ...writeFaults(command), ...argFaults(command)]
    if (command.summary.trim() === '') faults.push('the summary is empty: say in one line what it answers or does')
    if (command.examples.length === 0) faults.push('it has no example: add a line as people type it')
    return faults
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** True for a name that begins with the word of the system, or is that word and no other command has it. */
const isOfSystem = (name: string, command: Command, all: readonly Command[]): boolean =>
  name.startsWith(`${systemOf(command)} `) ||
  (name === systemOf(command) && !all.some((other) => other !== command && commandNames(other).includes(name)))

/** Other names that would take the place of a command, or that nobody could type. */
const nameFaults = (command: Command, all: readonly Command[]): readonly string[] =>
  commandNames(command)
    .slice(1)
    .filter((name) => !isOfSystem(name, command, all) || all.some((other) => commandNames(other)[0] === name))
    .map((name) => `"${name}" in also is a command, or does not begin with ${systemOf(command)}: give it another name`)

/** What is wrong with a definition among all the others: names that are taken, examples that mean another command or none. */
export const faultsAmong = (command: Command, all: readonly Command[]): readonly string[] => [
  ...nameFaults(command, all),
  ...exampleFaults(command, all),
]
