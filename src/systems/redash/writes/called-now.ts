import { quoted } from '../../../quoted.ts'

/** That an object has got another name since it was asked for, as a note; nothing if it has not. */
export const calledNow = (asked: { readonly name: string }, { name }: { readonly name: string }): readonly string[] =>
  asked.name === name ? [] : [`It is called ${quoted(name)} now.`]
