/** What a request ends with in place of an answer; many have a stack, with the paths of the server. */
export class Refused extends Error {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(`answers ${status}`)
    this.status = status
    this.body = body
  }
}

const stackOf = (error: string): string => {
  const name = /^\w*Error: /.test(error) ? error : `Error: ${error}`
  return `${name}\n    at ApiGateway.load (/srv/cube/node_modules/@cubejs-backend/api-gateway/src/gateway.ts:1740:26)\n    at processTicksAndRejections (node:internal/process/task_queues:95:5)`
}

/** An error with a stack. */
export const refused = (status: number, error: string): Refused => new Refused(status, { error, stack: stackOf(error) })

/** An error of the model: a member or a table that isn't there, tables that can't be joined. */
export const userError = (error: string): Refused =>
  new Refused(400, { type: 'UserError', error, stack: stackOf(error) })

/** An error without a stack. */
export const plain = (status: number, error: string): Refused => new Refused(status, { error })
