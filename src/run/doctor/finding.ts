/** How bad a finding is: `wrong` keeps something from working, a `warning` will or might. */
export const levels = ['wrong', 'warning', 'ok'] as const
export type Level = (typeof levels)[number]

/** One line of a checkup. Its texts go to people and logs, so they contain no secret and no path of this machine. */
export interface Finding {
  /** An id that stays the same for the same thing: `token:rudder/prod/reader`. */
  readonly id: string
  /** The name of the check that found it. */
  readonly check: string
  /** What it is about, as people call it: `rudder/prod`, `SLACK_BOT_TOKEN`. */
  readonly about: string
  readonly level: Level
  /** What was found, one sentence. */
  readonly says: string
  /** What to do about it, one sentence. */
  readonly todo?: string
  /** When it expires, in milliseconds since 1970, if that is known. */
  readonly until?: number
  /** The token of a connection whose expiry it is about. */
  readonly token?: { readonly connection: string; readonly name: string }
}

/** One check. */
export interface Check {
  readonly name: string
  /** True if it needs no network. */
  readonly offline: boolean
  /** What it finds; an error that it throws becomes a finding too. The signal is aborted when its time is over. */
  run(signal: AbortSignal): Promise<readonly CheckResult[]>
}

/** What a check itself says about a finding. */
export type CheckResult = Omit<Finding, 'check'>

/** Makes the findings about one thing. */
export const finder =
  (about: string) =>
  (level: Level, id: string, says: string, more: Pick<Finding, 'todo' | 'until'> = {}): CheckResult => ({
    id,
    about,
    level,
    says,
    ...more,
  })

/** How many there are of each level. */
export const levelCounts = (findings: readonly Finding[]): Readonly<Record<Level, number>> => {
  const of = (level: Level) => findings.filter((one) => one.level === level).length
  return { wrong: of('wrong'), warning: of('warning'), ok: of('ok') }
}
