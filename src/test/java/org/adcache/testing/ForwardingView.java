package org.adcache.testing;

import java.util.Map;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.store.ChangeVisitor;
import org.adcache.store.ConnectionState;
import org.adcache.store.IndexImage;
import org.adcache.store.RecordVisitor;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;

/** View that forwards to another, except for what a test overrides. */
public abstract class ForwardingView implements StoreView {
    private final StoreView view;

    protected ForwardingView(StoreView view) {
        this.view = view;
    }

    @Override
    public Generation generation() {
        return view.generation();
    }

    @Override
    public Epoch epoch() {
        return view.epoch();
    }

    @Override
    public Map<ConnectionId, ConnectionState> connections() {
        return view.connections();
    }

    @Override
    public void forEach(RecordVisitor visitor) throws StoreException {
        view.forEach(visitor);
    }

    @Override
    public boolean forEachSince(Generation earlier, ChangeVisitor visitor) throws StoreException {
        return view.forEachSince(earlier, visitor);
    }

    @Override
    public Optional<IndexImage> image(String format) {
        return view.image(format);
    }

    @Override
    public void saveImage(String format, IndexImage.Writing content) throws StoreException {
        view.saveImage(format, content);
    }
}
