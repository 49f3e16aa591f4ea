import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** `[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]` */
export const sentence = (what: string, path: readonly PropertyKey[]): string =>
  `[ERROR] ${what} [json-pointer:/${path.map(String).join('/')}]`

/** What Slack says of each thing that a schema found; `root` is what was parsed: `blocks`, `view`. */
export const sentences = (issues: readonly Issue[], root: string): string[] =>
  issues.flatMap((issue) => said(issue, [root, ...issue.path]))

function said(issue: Issue, path: readonly PropertyKey[]): string[] {
  const text = issue.code.startsWith('too_') && 'origin' in issue && issue.origin === 'string'
  switch (issue.code) {
    case 'too_big':
      return [sentence(text ? `must be less than ${Number(issue.maximum) + 1} characters` : most(issue), path)]
    case 'too_small':
      return [sentence(text ? `must be more than ${Number(issue.minimum) - 1} characters` : least(issue), path)]
    case 'unrecognized_keys':
      return issue.keys.map((key) => sentence(`invalid additional property: ${key}`, path))
    case 'invalid_union':
      return [sentence(issue.discriminator === undefined ? 'failed to match all allowed schemas' : kind(issue), path)]
    case 'invalid_value':
      return [
        sentence(
          path.at(-1) === 'type' ? kind(issue) : valueless(issue, path, 'must be a valid enum value'),
          at(issue, path),
        ),
      ]
    case 'invalid_type':
      return [sentence(valueless(issue, path, `must provide ${article(issue.expected)}`), at(issue, path))]
    default:
      return [sentence(issue.message, path)]
  }
}

const most = (issue: Extract<Issue, { code: 'too_big' }>) =>
  issue.origin === 'array' ? `no more than ${issue.maximum} items allowed` : `must be at most ${issue.maximum}`

const least = (issue: Extract<Issue, { code: 'too_small' }>) =>
  issue.origin === 'array' ? `must provide at least ${issue.minimum} items` : `must be at least ${issue.minimum}`

// The schemas are asked to report what they were given: here the whole object, or its type alone.
const kind = ({ input }: Issue): string => {
  const type = typeof input === 'object' && input !== null && 'type' in input ? input.type : input
  return typeof type === 'string' ? `unsupported type: ${type.slice(0, 80)}` : 'missing required field: type'
}

const valueless = ({ input }: Issue, path: readonly PropertyKey[], otherwise: string): string =>
  input === undefined ? `missing required field: ${String(path.at(-1))}` : otherwise

// What is missing is missed in the object around it.
const at = ({ input }: Issue, path: readonly PropertyKey[]) => (input === undefined ? path.slice(0, -1) : path)

const article = (expected: string): string =>
  expected === 'int' ? 'an integer' : /^[ao]/.test(expected) ? `an ${expected}` : `a ${expected}`
