import { z } from 'zod'
import { UserError } from '../../../errors.ts'
import { findRequestNumber } from '../reads/find.ts'
import type { ChangeRequest } from '../shapes/index.ts'
import { aboutOf, changeLists, changesOf } from './changes.ts'
import { preconditionsOfRequest, requestPreconditions } from './requests.ts'

interface RequestApi {
  changeRequest(input: { changeRequestId: string }): Promise<ChangeRequest>
}

interface Reading {
  readonly args: { readonly request: { readonly id: string } }
  readonly mac: (text: string) => string
  readonly api: RequestApi
}

/** What the commands that accept and decline a change request share: which one it is, and the state that they compare. */
export const requestDecision = {
  args: z.object({ request: z.string() }),
  names: { request: findRequestNumber },
  state: z.object({ status: z.string() }),
  labels: { status: 'Status' },
  reads: ['changeRequest'],
  preconditions: requestPreconditions,
  readState: async ({ args, mac, api }: Reading) => {
    const request = await api.changeRequest({ changeRequestId: args.request.id })
    return { state: { status: request.status }, preconditions: preconditionsOfRequest(request, mac) }
  },
} as const

/** Reads a change request that is to be decided on, and the objects that it changes. */
export const readDecision = async (
  api: RequestApi & Parameters<typeof changesOf>[0],
  { id: changeRequestId }: { readonly id: string },
) => {
  const request = await api.changeRequest({ changeRequestId })
  const changed = await changesOf(api, request)
  return {
    request,
    changed,
    fields: [
      { label: 'About', value: aboutOf(request) },
      { label: 'Opened by', value: request.createdBy || 'not reported' },
    ],
    lists: changeLists(changed),
    whoDecides:
      'Only a Rudder user with the validator and deployer roles can decide, so the bot uses the token of one.',
  }
}

/** UserError if a change request is closed, unless it has the status that this decision gives it. */
export const mustBeOpen = ({ id }: Pick<ChangeRequest, 'id'>, status: string, decided: string): void => {
  if (!/^pending/i.test(status) && status !== decided)
    throw new UserError(`Change request #${id} is already closed: ${status}.`)
}
