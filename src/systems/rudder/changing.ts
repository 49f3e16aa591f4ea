import { ReasonWanted } from '../../errors.ts'

interface SettingsApi {
  reasonMandatory(): Promise<boolean>
  changeValidation(): Promise<boolean>
  runFrequency(): Promise<number>
}

/** What the server's settings mean for a change: whether it may be held for validation, and when nodes take it up. */
export interface Changing {
  readonly validation: boolean
  /** Minutes. */
  readonly every: number
  /** What is to be known first of a change that may be held; else nothing. */
  readonly held: readonly string[]
  /** When nodes take it up, and what happens to them then. */
  later(what: string): string
}

const least = 5

/**
 * Reads how changes are made there; throws ReasonWanted where a reason is mandatory and there is none. API 14 and newer do
 * not enforce that for rules themselves, so it is done here.
 */
export const changing = async (api: SettingsApi, reason: string | undefined): Promise<Changing> => {
  const [mandatory, validation, every] = await Promise.all([
    api.reasonMandatory(),
    api.changeValidation(),
    api.runFrequency(),
  ])
  if (mandatory && (reason ?? '').trim().length < least) {
    throw new ReasonWanted(
      `This Rudder wants a reason of at least ${least} characters for every change. Add \`because …\` to the line.`,
    )
  }
  return {
    ...{ validation, every },
    held: validation
      ? [
          'Change validation is on: Rudder may open a change request, and then nothing changes until somebody deploys it there.',
        ]
      : [],
    later: (what) => `After new policies are generated, at their next run (every ${every} min), ${what}`,
  }
}
