import { type DocumentNode, GraphQLError, Kind, OperationTypeNode, parse } from 'graphql'
import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'

const most = 2_000

const documentIn = (text: string): DocumentNode => {
  try {
    return parse(text, { maxTokens: most })
  } catch (error) {
    const why = error instanceof GraphQLError ? `: ${quoted(error.message.slice(0, 120))}` : ''
    throw new UserError(`This isn’t a GraphQL query${why}. Nothing was sent.`)
  }
}

/** The text of the one query that somebody typed; throws UserError for anything else, above all for a mutation. */
export const singleQuery = (text: string): string => {
  // Phones and Slack make curly quotes of straight ones.
  const straight = text.replace(/[“”„‟]/g, '"')
  const { definitions } = documentIn(straight)
  const operations = definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [one] : []))
  const others = definitions.filter(
    ({ kind }) => kind !== Kind.OPERATION_DEFINITION && kind !== Kind.FRAGMENT_DEFINITION,
  )
  const [operation, ...more] = operations
  if (others.length > 0) throw new UserError('Only queries can be sent, and this defines types. Nothing was sent.')
  if (operation === undefined || more.length > 0) throw new UserError('Send one query at a time. Nothing was sent.')
  if (operation.operation !== OperationTypeNode.QUERY)
    throw new UserError(`Only queries can be sent, and this is a ${operation.operation}. Nothing was sent.`)
  if ((operation.variableDefinitions ?? []).length > 0)
    throw new UserError('A query with variables can’t be sent: write the values into it. Nothing was sent.')
  return straight
}
