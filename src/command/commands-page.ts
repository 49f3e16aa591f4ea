import { type Command, optionalScopesOf, scopesOf } from './command.ts'
import { commandNames } from './forms.ts'
import { bySystem, GRAMMAR } from './help.ts'
import { usage } from './usage.ts'

// Angle brackets in a sentence would be read as HTML; those in code are not.
const prose = (text: string): string => text.replace(/[<>|*_`]/g, (c) => `\\${c}`)
const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)

const writes = (command: Command): readonly string[] => {
  if (command.kind !== 'write') return []
  const operation = command.system.operations[command.writes]
  const call = operation === undefined ? '' : ` (${code(operation.endpoint)})`
  return [`Proposes ${code(command.writes)}${call} and asks for confirmation: nothing is written before.`, '']
}

const also = (command: Command): readonly string[] => {
  const others = commandNames(command).slice(1)
  return others.length === 0 ? [] : [`Also typed ${others.map((name) => code(`/${name}`)).join(', ')}.`, '']
}

const section = (command: Command): readonly string[] => {
  const scopes = scopesOf(command)
  const optional = optionalScopesOf(command)
  return [
    `### ${code(usage(command))}`,
    '',
    prose(command.summary),
    '',
    '```',
    ...command.examples.map((example) => `/${example.replace(/^\//, '')}`),
    '```',
    '',
    ...also(command),
    ...writes(command),
    scopes.length === 0 ? 'Scopes: none; anybody may ask.' : `Scopes: ${scopes.map(code).join(', ')}.`,
    ...(optional.length > 0 ? [`Only for some of what it reads: ${optional.map(code).join(', ')}.`] : []),
    '',
  ]
}

/** `docs/commands.md`: every command by system, with its usage, examples, scopes and, for a write, what it proposes. */
export const commandsDoc = (commands: readonly Command[]): string =>
  [
    '<!-- Generated from commands/ by `npm run docs`; edit the commands, not this file. -->',
    '# Commands',
    '',
    ...GRAMMAR.map(prose),
    '',
    ...bySystem(commands).flatMap(({ title, commands: own }) => [`## ${title}`, '', ...own.flatMap(section)]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
