package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Makes endpoints fail, with a message that quotes everything that they were given. Off unless a test switches it on. */
@Interceptor
@MayFail
@Priority(Interceptor.Priority.APPLICATION)
public class FaultSwitch {
    private static volatile Fault fault = (method, given) -> method.proceed();
    private static final Queue<Method> FAILED = new ConcurrentLinkedQueue<>();

    private interface Fault {
        Object happen(InvocationContext method, String given) throws Exception;
    }

    /** @param failure of what was given */
    public static void failBefore(Function<String, Throwable> failure) {
        fault = (method, given) -> fail(method, failure.apply(read(method)));
    }

    /** Everything is done by then, and only the answer is missing. */
    public static void failAfterwards(Function<String, Throwable> failure) {
        fault = (method, given) -> {
            method.proceed();
            return fail(method, failure.apply(given));
        };
    }

    public static void off() {
        fault = (method, given) -> method.proceed();
        FAILED.clear();
    }

    /** Those that were reached and made to fail. */
    public static Queue<Method> failed() {
        return FAILED;
    }

    @AroundInvoke
    Object perhaps(InvocationContext method) throws Exception {
        return fault.happen(method, "failed on " + Arrays.toString(method.getParameters()));
    }

    private static Object fail(InvocationContext method, Throwable failure) throws Exception {
        FAILED.add(method.getMethod());
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    private static String read(InvocationContext method) throws IOException {
        StringBuilder given = new StringBuilder("failed on");
        for (Object parameter : method.getParameters()) {
            given.append(' ')
                    .append(parameter instanceof InputStream body ? new String(body.readAllBytes(), UTF_8) : parameter);
        }
        return given.toString();
    }
}
