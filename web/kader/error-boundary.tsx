import { Component, type ComponentChildren } from "preact";
import { t } from "./i18n/index.ts";
import { home } from "./nav.ts";

/** A fault in one screen never takes the application away: what is recorded is safe, and home is one tap away. */
export class ErrorBoundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render(): ComponentChildren {
    if (!this.state.failed) return this.props.children;
    const goHome = (): void => {
      home();
      this.setState({ failed: false });
    };
    return (
      <main class="start" id="main">
        <h1>{t("fault.title")}</h1>
        <p role="alert">{t("fault.help")}</p>
        <button type="button" class="btn btn-primary btn-big" onClick={goHome}>
          {t("fault.home")}
        </button>
      </main>
    );
  }
}
