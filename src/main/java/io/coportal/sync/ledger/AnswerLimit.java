package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.connection.AnswerTooLong;
import io.coportal.sync.connection.CappedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.springframework.util.unit.DataSize;

/**
 * No answer is read beyond a limit, counted unpacked. One that is larger counts as a connection
 * that broke: what it would have said is found out in another way.
 */
public class AnswerLimit implements HttpClientConfigurer {
  private final long mostBytes;

  /**
   * @param largest 1 byte or more
   */
  public AnswerLimit(DataSize largest) {
    this.mostBytes = largest.toBytes();
  }

  /** Whether what came back from a guarded call is that its answer was longer than the limit. */
  public static boolean isExceeded(JsonNode answer) {
    return AnswerTooLong.class.getSimpleName().equals(answer.path("reason").asText());
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    // First is outermost: the answer has been unpacked when it gets here.
    client.addExecInterceptorFirst("answer-limit", this::limited);
  }

  private ClassicHttpResponse limited(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse answer = chain.proceed(request, scope);
    if (answer.getEntity() != null) {
      answer.setEntity(new Limited(answer, scope, mostBytes));
    }
    return answer;
  }

  private static final class Limited extends HttpEntityWrapper {
    private final ExecChain.Scope scope;
    private final long mostBytes;

    private Limited(ClassicHttpResponse answer, ExecChain.Scope scope, long mostBytes) {
      super(answer.getEntity());
      this.scope = scope;
      this.mostBytes = mostBytes;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new CappedStream(super.getContent(), mostBytes, scope.execRuntime::discardEndpoint);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      try (InputStream content = getContent()) {
        content.transferTo(out);
      }
    }
  }
}
