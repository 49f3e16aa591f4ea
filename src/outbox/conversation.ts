/** Where a message is posted: a conversation of Slack or a thread in it, or a person for the direct messages with that person. */
export interface Conversation {
  readonly channel: string
  readonly thread?: string
  /** A reply in that thread which the channel sees too. */
  readonly broadcast?: true
}
