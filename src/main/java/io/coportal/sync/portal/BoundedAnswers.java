package io.coportal.sync.portal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.springframework.util.unit.DataSize;

/**
 * Answers end at a limit, however they are packed: what goes on behind it breaks off like a lost
 * connection.
 */
class BoundedAnswers implements HttpClientConfigurer {
  private final long mostBytes;

  BoundedAnswers(DataSize limit) {
    this.mostBytes = limit.toBytes();
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    // First in the chain: outside of whatever unpacks, so that unpacked bytes are counted.
    client.addExecInterceptorFirst(
        "bounded-answers",
        (request, scope, chain) -> {
          var response = chain.proceed(request, scope);
          if (response.getEntity() != null) {
            response.setEntity(new BoundedEntity(response.getEntity(), mostBytes));
          }
          return response;
        });
  }

  private static final class BoundedEntity extends HttpEntityWrapper {
    private final long mostBytes;

    BoundedEntity(HttpEntity entity, long mostBytes) {
      super(entity);
      this.mostBytes = mostBytes;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new BoundedStream(super.getContent(), mostBytes);
    }
  }

  private static final class BoundedStream extends FilterInputStream {
    private long left;

    BoundedStream(InputStream in, long mostBytes) {
      super(in);
      this.left = mostBytes;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("The answer is longer than allowed");
      }
    }
  }
}
