import { Component, type ComponentChild, createElement, type FunctionComponent } from 'preact';

/** Returns a component that renders again only if one of its props is another value. */
export function memo<P extends object>(render: (props: P) => ComponentChild): FunctionComponent<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return Object.entries(next).some(([name, value]) => !Object.is(value, this.props[name as keyof P])); // A name of `next`.
    }
    override render(): ComponentChild {
      return render(this.props);
    }
  }
  return (props) => createElement(Memo, props);
}
