package partita.internal.shared;

import partita.api.Connection;
import partita.api.Pipe;

/** Both ends of a connection. */
final class PipeProxy<T> extends Proxy implements Pipe<T> {
    private final Mail mail;
    private final boolean oneWay;

    PipeProxy(Anchor anchor, Mail mail, boolean oneWay) {
        super(anchor);
        this.mail = mail;
        this.oneWay = oneWay;
    }

    @Override
    String kind() {
        return "pipe";
    }

    @Override
    public Passport ticket() {
        return new Passport(Passport.Type.PIPE, this, oneWay ? 1 : 0, 0);
    }

    @Override
    boolean same(Proxy other) {
        return other instanceof PipeProxy<?> p && p.oneWay == oneWay;
    }

    @Override
    public Connection<T> parent() {
        return new ConnectionProxy<>(anchor, mail, 0, oneWay ? ConnectionProxy.Way.RECEIVE : ConnectionProxy.Way.BOTH);
    }

    @Override
    public Connection<T> child() {
        return new ConnectionProxy<>(anchor, mail, 1, oneWay ? ConnectionProxy.Way.SEND : ConnectionProxy.Way.BOTH);
    }

    @Override
    public Pipe<T> oneWay() {
        return new PipeProxy<>(anchor, mail, true);
    }

    @Override
    public String toString() {
        return label();
    }
}
