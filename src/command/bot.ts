import type { Message } from '../message/message.ts'

/** What a local command may see and do: the bot itself, as the person who asks. */
export interface Bot {
  /** Help for a line of words: all commands, one system's, or one command's; only what this person may run. */
  help(words: string): Message
  /** Who the person is to the bot, and what the person may do where. */
  whoami(): Message
  /** The changes that wait for a confirmation or await validation, with links; only what this person may see. */
  proposals(): Promise<Message>
  /** How the bot is, on all replicas; nothing is asked of a system for it. */
  status(): Promise<Message>
  /** Looks for what is wrong with the bot, now: its settings, Slack, each connection and token, the database. */
  doctor(): Promise<Message>
  /** Stops or allows all writes on a connection, on all replicas, in the audit log. */
  lock(connection: string, reason: string | undefined): Promise<Message>
  unlock(connection: string): Promise<Message>
  /** Mutes the alerts of a connection for a time as it was typed, `for 2h`, or ends that; in the audit log. */
  mute(connection: string, time: string, reason: string | undefined): Promise<Message>
  unmute(connection: string): Promise<Message>
  /** As whom the person reads each connection. */
  connections(): Promise<Message>
  /** Asks the person for a key of their own, which is given in a form and never in a line. */
  connect(connection: string): Message
  /** Deletes the person's own key. */
  disconnect(connection: string): Promise<Message>
  /** Begins a watch: a line with how often it is read and what is worth a message. */
  watch(line: string): Promise<Message>
  /** The watches of this channel, and those of the person. */
  watches(): Promise<Message>
  /** Does this to a watch, by its number; `test` reads once and changes nothing. */
  changeWatch(does: 'pause' | 'resume' | 'remove' | 'test', id: string): Promise<Message>
  /** Changes when a watch reads and what is worth a message; asks for that if it isn't typed. */
  changeClauses(id: string, typed: string | undefined): Promise<Message>
}
