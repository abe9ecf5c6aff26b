import { Component, type ReactNode } from "react";
import { texts } from "../texts";

/** `shown`: what the children show. When it changes after an error, they are drawn again. */
type Props = { children: ReactNode; shown: unknown };
type State = { error: Error | null };

/** Shows an error of the page itself instead of an empty window. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override componentDidUpdate(before: Props, { error }: State) {
    // An error that the change itself causes was not there before it, and stays.
    if (error !== null && error === this.state.error && before.shown !== this.props.shown) {
      this.setState({ error: null });
    }
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="state notice bad" role="alert">
        <p>{texts.errors.crashed}</p>
        <pre>{error.message}</pre>
      </div>
    );
  }
}
