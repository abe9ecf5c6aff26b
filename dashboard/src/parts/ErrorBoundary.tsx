import { Component, type ReactNode } from "react";
import { texts } from "../texts";

/** Shows an error of the page itself instead of an empty window. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state as { error: Error | null };
    if (error === null) return this.props.children;
    return (
      <div className="state notice bad" role="alert">
        <p>{texts.errors.crashed}</p>
        <pre>{error.message}</pre>
      </div>
    );
  }
}
