import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { texts } from "../texts";

type Props = { title: string; onClose: () => void; children: ReactNode; isWide?: boolean };

/** A window over the page. It keeps the focus, and Escape closes it. */
export function Dialog({ title, onClose, children, isWide = false }: Props) {
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={isWide ? "modal wide" : "modal"}>
        <AriaDialog className="dialog" ref={keepFocus}>
          <div className="heading">
            <Heading slot="title">{title}</Heading>
            <button type="button" className="button plain close" onClick={onClose}>
              {texts.close}
            </button>
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A pressed button may vanish with the focus; Escape and screen readers then need it on the dialog. */
function keepFocus(dialog: HTMLElement | null) {
  if (!dialog) return undefined;
  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body) dialog.focus();
  });
  observer.observe(dialog, { childList: true, subtree: true });
  return () => observer.disconnect();
}
