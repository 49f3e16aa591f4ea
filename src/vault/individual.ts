/**
 * A person as a system learns of them that makes a token for whoever asks. Nothing of it was typed by that person, but for
 * `profile`.
 */
export interface Individual {
  /** The verified e-mail in small letters, of a domain of the settings; undefined if there is none. */
  readonly email: string | undefined
  /** Why there is no e-mail, as a sentence that says what to do about it. */
  readonly noEmail: string
  readonly isGuest: boolean
  /** The names of the groups of the settings that the person is in. */
  readonly groups: readonly string[]
  /** Of the person's own profile in Slack, where people write what they like: used only if the settings say so. */
  readonly profile: { readonly title: string | undefined }
}

/** Finds out again who a person is: `gone` if the account may not be used any more, undefined if that can't be known now. */
export type LookUp = () => Promise<Individual | 'gone' | undefined>
