import { Component, type ReactNode } from 'react'

/** Says something where a block cannot be drawn, so that one bad block leaves the rest of the page as it is. */
export class Boundary extends Component<
  { readonly of: unknown; readonly instead: string; readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidUpdate(before: { readonly of: unknown }) {
    if (this.state.failed && before.of !== this.props.of) this.setState({ failed: false })
  }

  override render() {
    return this.state.failed ? <span className="unknown-block">{this.props.instead}</span> : this.props.children
  }
}
