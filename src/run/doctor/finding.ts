/** How bad a finding is: `wrong` keeps something from working, a `warning` will or might. */
export const levels = ['wrong', 'warning', 'ok'] as const
export type Level = (typeof levels)[number]

/** One line of a checkup. Its texts go to people and logs: they hold no secret and no path of this machine. */
export interface Finding {
  /** The same for the same thing every time: `token:rudder/prod/reader`. */
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
  /** Until when it is good, in milliseconds since 1970, where that is known. */
  readonly until?: number
  /** The token of a connection whose life it tells of. */
  readonly token?: { readonly connection: string; readonly name: string }
}

/** One thing to look at. */
export interface Check {
  readonly name: string
  /** True where it needs no network. */
  readonly offline: boolean
  /** What it finds; what it throws becomes a finding too. The signal is aborted when its time is over. */
  run(signal: AbortSignal): Promise<readonly CheckResult[]>
}

/** What a check itself says of a finding. */
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
