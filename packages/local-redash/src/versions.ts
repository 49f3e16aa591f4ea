/** The versions of Redash that it can be. */
export const versions = ['10.1.0', '26.3.0'] as const

export type Version = (typeof versions)[number]

/** In what the versions differ, as measured on both. */
export interface Differences {
  /** The hash of a query is that of its SQL with the stored defaults, so their result is its latest one. */
  readonly hashOfDefaults: boolean
  /** A changed default leads to a cached result at once. */
  readonly latestFollows: boolean
  readonly archivedKeepsLatest: boolean
  /** A second DELETE of a job that is still being stopped is a 500. */
  readonly secondCancelFails: boolean
  /** A cancelled job shows since when it has been running, until the worker has let go of it. */
  readonly cancelledShowsStart: boolean
  readonly textPattern: boolean
  /** null and arrays as a number, and a dropdown that was never run, are refused with 400, not 500. */
  readonly refusesOddValues: boolean
  readonly savedAutoLimit: boolean
  /** Results are found by SQL in small letters: values that differ only in that share a cached result. */
  readonly hashIgnoresCase: boolean
  /** Repeated column names are counted each by itself (id, id1, name, name1), not all together (id, id1, name, name2). */
  readonly countsByName: boolean
  /** A varchar is a string; otherwise its type is null. */
  readonly knowsVarchar: boolean
  /** A run on a source that was deleted. */
  readonly deletedSource: 401 | 500
  readonly dashboardsByName: boolean
  /** What the list of queries answers to the token of a dashboard. */
  readonly listForToken: 200 | 500
  /** A search of nothing but operators finds nothing, not everything. */
  readonly operatorsFindNothing: boolean
  readonly showsStarredAt: boolean
  /** Settings for the front end that came later. */
  readonly clientConfig: Readonly<Record<string, unknown>>
  readonly absoluteRedirects: boolean
}

const differences: Readonly<Record<Version, Differences>> = {
  '10.1.0': {
    hashOfDefaults: false,
    latestFollows: false,
    archivedKeepsLatest: true,
    secondCancelFails: false,
    cancelledShowsStart: true,
    textPattern: false,
    refusesOddValues: false,
    savedAutoLimit: false,
    hashIgnoresCase: true,
    countsByName: false,
    knowsVarchar: false,
    deletedSource: 500,
    dashboardsByName: false,
    listForToken: 200,
    operatorsFindNothing: false,
    showsStarredAt: false,
    clientConfig: {},
    absoluteRedirects: true,
  },
  '26.3.0': {
    hashOfDefaults: true,
    latestFollows: true,
    archivedKeepsLatest: false,
    secondCancelFails: true,
    cancelledShowsStart: false,
    textPattern: true,
    refusesOddValues: true,
    savedAutoLimit: true,
    hashIgnoresCase: false,
    countsByName: true,
    knowsVarchar: true,
    deletedSource: 401,
    dashboardsByName: true,
    listForToken: 500,
    operatorsFindNothing: true,
    showsStarredAt: true,
    clientConfig: { multiByteSearchEnabled: false, nullValue: 'null' },
    absoluteRedirects: false,
  },
}

/** What is special about a version. */
export const differencesOf = (version: Version): Differences => differences[version]
